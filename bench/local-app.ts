import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** The production build on a stack of its own, as `npm run start:local` gives it. */
export interface LocalApp {
  readonly url: string;
  /** The simulated chain's Blockfrost address, e.g. `http://127.0.0.1:3404/api/v0`. */
  readonly chainUrl: string;
  /** Milliseconds of every job message that the app handled so far. */
  readonly functionMs: readonly number[];
  close(): Promise<void>;
}

/** Starts with empty data, so that the bucket is full. Throws with the app's own output when it does not come up. */
export async function startLocalApp(port: number, latencyMs: number): Promise<LocalApp> {
  const dataDir = mkdtempSync(join(tmpdir(), "bench-"));
  const child = spawn(process.execPath, ["--import", "tsx", resolve("dev/main.ts"), "--production"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      LOCAL_ENV_FILES: "off",
      PORT: String(port),
      LOCAL_DATA_DIR: dataDir,
      CHAIN_LATENCY_MS: String(latencyMs),
    },
  });
  const output: string[] = [];
  const functionMs: number[] = [];
  const ended = new Promise<never>((_, reject) => {
    child.once("exit", (code) => reject(new Error(`the app ended with ${String(code)}:\n${output.join("\n")}`)));
  });
  const chainUrl = new Promise<string>((found) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        output.push(line);
        const handled = /"event":"job\.handled".*"ms":(\d+)/.exec(line);
        if (handled) functionMs.push(Number(handled[1]));
        const chain = /simulated Cardano chain at (\S+)/.exec(line);
        if (chain?.[1] !== undefined) found(chain[1]);
      });
    }
  });
  return {
    url: `http://localhost:${String(port)}`,
    chainUrl: await Promise.race([chainUrl, ended]),
    functionMs,
    close: async () => {
      const gone = ended.catch(() => undefined);
      child.kill("SIGTERM");
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
