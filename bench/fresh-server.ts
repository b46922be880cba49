import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { next } from "@/dev/build-if-stale";
import { freePort } from "@/tests/support/app-process";
import { cpuMsOf } from "./process-cpu";

export interface FreshServer {
  readonly url: string;
  /** Milliseconds from the start of its process until it listened. */
  readonly startMs: number;
  /** Milliseconds of CPU that it took so far. */
  readonly cpuMs: () => number;
  close(): Promise<void>;
}

/**
 * The build's configuration without the loading of all routes in advance: that is `next start`'s own, and a function of a
 * platform, which serves few routes, loads one when it is asked for it.
 */
function functionConfig(): string {
  const built: unknown = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
  const { config } = z.object({ config: z.looseObject({ experimental: z.looseObject({}) }) }).parse(built);
  return JSON.stringify({ ...config, experimental: { ...config.experimental, preloadEntriesOnStart: false } });
}

/** A production server that was asked nothing yet. `environment` is all that the app knows. */
export async function startFreshServer(environment: Readonly<Record<string, string>>): Promise<FreshServer> {
  const port = String(await freePort());
  const { PATH, HOME } = process.env;
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", resolve("dev/die-with-parent.mjs"), next, "start", "--port", port, "--hostname", "127.0.0.1"],
    {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      detached: true,
      env: {
        PATH,
        HOME,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        __NEXT_PRIVATE_STANDALONE_CONFIG: functionConfig(),
        ...environment,
        PORT: port,
      },
    },
  );
  const said: string[] = [];
  await new Promise<void>((listens, fail) => {
    if (child.stdout === null) throw new Error("next start has no output");
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (said.length < 100) said.push(line);
      if (line.includes("Ready in")) listens();
    });
    child.once("exit", (code) => fail(new Error(`next start ended with ${String(code)}: ${said.join("\n")}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    startMs: performance.now() - startedAt,
    cpuMs: () => cpuMsOf(child.pid ?? 0, "next"),
    close: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}
