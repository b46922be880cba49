import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export const next = "node_modules/next/dist/bin/next";

/** Builds the app for production unless no source is newer than the build; whether there is one now. */
export function buildIfStale(): boolean {
  const built = ".next/BUILD_ID";
  const sources = ["app", "lib", "next.config.ts", "package.json"];
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources.map(newest))) return true;
  console.log("Building the app …");
  const { status } = spawnSync(process.execPath, [next, "build"], {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  return status === 0;
}

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
