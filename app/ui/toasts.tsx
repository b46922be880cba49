"use client";
import { useSyncExternalStore } from "react";
import { isAnythingTold, onFirstTold } from "@/app/browser/tell";
import { useCode } from "@/app/browser/use-code";

const loadToaster = () => import("./toaster");
const nothing = () => false;

/** Where toasts appear; their code comes with the first. */
export function Toasts() {
  const isWanted = useSyncExternalStore(onFirstTold, isAnythingTold, nothing);
  const code = useCode(loadToaster, isWanted);
  return code === null ? null : <code.Toaster />;
}
