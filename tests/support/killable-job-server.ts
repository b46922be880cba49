import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { serveMessages, type JobServer } from "@/tests/support/job-server";

const script = fileURLToPath(new URL("run-job-server.ts", import.meta.url));
const dieWithParent = fileURLToPath(new URL("../../dev/die-with-parent.mjs", import.meta.url));

export interface KillableJobServer extends JobServer {
  /** Called with each message as the process gets it. */
  onDelivery: (name: string, body: string) => void;
  /** Ends the process as a power cut would, and starts another. */
  kill(): Promise<void>;
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

/**
 * The app's executor in a process of its own behind a front that stays, as a platform's does: it starts the process for
 * the first message, and answers 503 for a message whose process died.
 */
export async function startKillableJobServer(): Promise<KillableJobServer> {
  let running: Promise<Running> | null = null;
  const front = await serveMessages(async (name, request) => {
    running ??= startProcess();
    const { url } = await running;
    const body = await request.text();
    server.onDelivery(name, body);
    try {
      return await fetch(`${url}/api/jobs/${name}`, { method: "POST", headers: passedOn(request), body });
    } catch {
      return new Response(null, { status: 503, headers: { "retry-after": "1" } });
    }
  });
  const server: KillableJobServer = {
    url: front.url,
    onDelivery: () => undefined,
    kill: async () => {
      await end(running);
      running = startProcess();
    },
    close: async () => {
      await end(running);
      await front.close();
    },
  };
  return server;
}

async function end(running: Promise<Running> | null): Promise<void> {
  if (running === null) return;
  const { child } = await running;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function startProcess(): Promise<Running> {
  const flags = ["--conditions=react-server", "--import", "tsx", "--import", dieWithParent];
  const child = spawn(process.execPath, [...flags, script], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [url] = (await once(child, "message")) as [string];
  return { child, url };
}

/** The headers of the message, without those of the connection that brought it. */
function passedOn({ headers }: Request): Headers {
  const passed = new Headers(headers);
  for (const name of ["host", "connection", "content-length", "transfer-encoding"]) passed.delete(name);
  return passed;
}
