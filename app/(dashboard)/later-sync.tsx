"use client";
import dynamic from "next/dynamic";

/** Most pages show no sync that runs: what follows one is loaded where one does. */
export const LaterRunningSync = dynamic(() => import("./running-sync").then(({ RunningSync }) => RunningSync));

export const LaterProgressRefresh = dynamic(() =>
  import("./progress-refresh").then(({ ProgressRefresh }) => ProgressRefresh),
);
