import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface LocalApp {
  readonly url: string;
  /** The simulated chain's Blockfrost address, e.g. `http://127.0.0.1:3404/api/v0`. */
  readonly chainUrl: string;
  /** Milliseconds of every job message that the app handled so far. */
  readonly functionMs: readonly number[];
  /** The process group of the app and its stack. */
  readonly group: number;
  close(): Promise<void>;
}

const startTimeoutMs = 220_000;
const patienceMs = 10_000;

/**
 * `npm run start:local` on a free port with data of its own, so that the bucket is full: builds where the build is stale,
 * and is ready when healthy. `environment` is added to the app's; `onLine` is told everything that it prints.
 */
export async function startProductionApp(
  chainLatencyMs = 5,
  environment: Readonly<Record<string, string>> = {},
  onLine: (line: string) => void = () => undefined,
): Promise<LocalApp> {
  const settings = { NODE_ENV: "production", CHAIN_LATENCY_MS: String(chainLatencyMs), ...environment };
  return startScript("start:local", await freePort(), settings, onLine);
}

/** `npm run dev` as a newcomer has it on a free port: nothing compiled, no data, nothing set. */
export async function startDevelopmentApp(): Promise<LocalApp> {
  const port = await freePort();
  const app = await startScript("dev", port, { NODE_ENV: "development" });
  const close = async () => {
    await app.close();
    for (const left of [`.next-${String(port)}`, `.next-${String(port)}.tsconfig.json`])
      rmSync(left, { recursive: true, force: true });
  };
  return { ...app, close };
}

async function startScript(
  script: "dev" | "start:local",
  port: number,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void = () => undefined,
): Promise<LocalApp> {
  const url = `http://localhost:${String(port)}`;
  const dataDir = mkdtempSync(join(tmpdir(), "local-app-"));
  // Nothing else of the environment: the stack is all simulated, and Next builds for production.
  const { PATH, HOME, NODE_ENV } = process.env;
  const base = { PATH, HOME, NODE_ENV, PORT: String(port), LOCAL_DATA_DIR: dataDir, LOCAL_ENV_FILES: "off" };
  const app = spawn("npm", ["run", script], {
    env: { ...base, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // A process group, so that npm, its shell and all that they start end together.
    detached: true,
  });
  const onExit = () => signalGroup(app, "SIGKILL");
  process.once("exit", onExit);
  const close = async () => {
    await end(app);
    process.off("exit", onExit);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const functionMs: number[] = [];
    const chainUrl = await untilReady(app, environment.BLOCKFROST_BASE_URL, (line) => {
      const handled = /"event":"job\.handled".*"ms":(\d+)/.exec(line);
      if (handled) functionMs.push(Number(handled[1]));
      onLine(line);
    });
    return {
      url,
      chainUrl,
      functionMs,
      group: app.pid ?? 0,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Waits for the lines that the script prints when everything is up; gives the simulated chain's address from them, where it
 * is not one of its own already. Goes on reading for as long as the app runs.
 */
function untilReady(app: ChildProcess, ownChain: string | undefined, onLine: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    let chainUrl = ownChain;
    const fail = (why: string) => reject(new Error(`the app ${why}:\n${lines.slice(-60).join("\n")}`));
    const timer = setTimeout(() => fail("was not ready in time"), startTimeoutMs);
    app.once("exit", (code) => fail(`ended with ${String(code)}`));
    const read = (line: string) => {
      onLine(line);
      if (chainUrl !== undefined && line.includes("data in")) {
        clearTimeout(timer);
        resolve(chainUrl);
      }
      chainUrl ??= /simulated Cardano chain at (\S+)/.exec(line)?.[1];
      lines.push(line);
      if (lines.length > 1_000) lines.shift();
    };
    for (const stream of [app.stdout, app.stderr]) if (stream) createInterface({ input: stream }).on("line", read);
  });
}

async function end(app: ChildProcess): Promise<void> {
  if (app.exitCode === null && app.signalCode === null) {
    const gone = new Promise<void>((resolve) => app.once("exit", () => resolve()));
    signalGroup(app, "SIGTERM");
    await Promise.race([gone, new Promise((late) => setTimeout(late, patienceMs))]);
  }
  signalGroup(app, "SIGKILL");
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
