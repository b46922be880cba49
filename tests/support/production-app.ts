import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ProductionApp {
  readonly url: string;
  /** How long each answer of the simulated chain takes from now on. */
  setChainLatency(ms: number): Promise<void>;
  close(): Promise<void>;
}

const startTimeoutMs = 220_000;
const patienceMs = 10_000;

/** `npm run start:local` on a free port with data of its own: builds where the build is stale, and is ready when healthy. */
export async function startProductionApp(): Promise<ProductionApp> {
  const port = await freePort();
  const url = `http://localhost:${String(port)}`;
  const dataDir = mkdtempSync(join(tmpdir(), "e2e-"));
  const { PATH, HOME } = process.env;
  // Nothing else of the environment: the stack is all simulated, and Next builds for production.
  const app = spawn("npm", ["run", "start:local"], {
    env: {
      PATH,
      HOME,
      NODE_ENV: "production",
      PORT: String(port),
      LOCAL_DATA_DIR: dataDir,
      LOCAL_ENV_FILES: "off",
      CHAIN_LATENCY_MS: "5",
    },
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
    const chainUrl = await untilReady(app);
    return {
      url,
      setChainLatency: async (ms) => {
        const answer = await fetch(new URL("/_sim/latency", chainUrl), {
          method: "POST",
          body: JSON.stringify({ ms }),
        });
        if (!answer.ok) throw new Error(`the simulated chain answered ${String(answer.status)}`);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits for the lines that start:local prints when everything is up; gives the simulated chain's address from them. */
function untilReady(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const fail = (why: string) => reject(new Error(`start:local ${why}:\n${printed.slice(-4000)}`));
    const timer = setTimeout(() => fail("was not ready in time"), startTimeoutMs);
    app.once("exit", (code) => fail(`ended with ${String(code)}`));
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const chainUrl = /simulated Cardano chain at (\S+)[\s\S]*data in/.exec(printed)?.[1];
      if (chainUrl === undefined) return;
      clearTimeout(timer);
      resolve(chainUrl);
    };
    app.stdout?.on("data", read);
    app.stderr?.on("data", read);
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

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
