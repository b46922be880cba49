import type { IncomingMessage, ServerResponse } from "node:http";
import { badRequest, invalidPath } from "./blockfrost/answer";
import { createChain, type Chain } from "./chain";
import { control } from "./gate/control";
import { defaultProjectId, Gate, type Verdict } from "./gate/gate";
import { drawPicture, sendPng } from "./gate/ipfs-picture";
import { listen, readJson, sendJson, sleep } from "./gate/http-server";
import type { NetworkName } from "./model/networks";

/** A simulated chain that listens. */
export interface LocalChain {
  /** `http://127.0.0.1:PORT/api/v0`; beside it commands to the simulation under `/_sim`, and pictures under `/ipfs`. */
  readonly url: string;
  /** The only project id it accepts; begins with the network's name. */
  readonly projectId: string;
  /** Stake address of the demo wallet, which also holds $demo. */
  readonly demoAddress: string;
  readonly chain: Chain;
  close(): Promise<void>;
}

export interface LocalChainOptions {
  readonly port?: number;
  readonly seed?: number;
  /** How long every answer takes. */
  readonly latencyMs?: number;
  readonly projectId?: string;
  /** Clock of the limits and the log, in milliseconds. */
  readonly now?: () => number;
  /** The tip's time in milliseconds; `now()` where absent. The same anchor gives the same chain after a restart. */
  readonly anchor?: number;
  readonly network?: NetworkName;
}

const BASE = "/api/v0";
const CONTROL = "/_sim/";
const IPFS = "/ipfs/";
const DEMO = { seed: "demo", transactions: 80, handle: "demo" } as const;

export async function startChain(options: LocalChainOptions): Promise<LocalChain> {
  const { now = Date.now, seed = 1, network = "mainnet", latencyMs = 0 } = options;
  const chain = createChain({ seed, network, now: options.anchor ?? now() });
  const projectId = options.projectId ?? defaultProjectId(network);
  const gate = new Gate(chain, projectId, now, latencyMs);
  const demo = chain.addWallet(DEMO);
  const server = await listen(options.port ?? 0, (request, response) => serve(gate, request, response));
  return {
    url: server.origin + BASE,
    projectId,
    demoAddress: demo.stakeAddress ?? "",
    chain,
    close: () => server.close(),
  };
}

async function serve(gate: Gate, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  if (pathname.startsWith(CONTROL)) return serveControl(gate, pathname.slice(CONTROL.length), request, response);
  if (pathname.startsWith(IPFS)) {
    sendPng(response, drawPicture(pathname.slice(IPFS.length)));
    return;
  }
  const inside = pathname === BASE || pathname.startsWith(`${BASE}/`);
  if (!inside || request.method !== "GET") {
    sendJson(response, invalidPath.status, invalidPath.body);
    return;
  }
  const path = pathname.slice(BASE.length).replace(/^\//, "").replace(/\/$/, "");
  const header = request.headers["project_id"];
  const verdict = gate.judge(path, searchParams, typeof header === "string" ? header : undefined);
  await sleep(gate.latencyMs);
  deliver(response, verdict);
  gate.settle(verdict);
}

function deliver(response: ServerResponse, { answer, effect, retryAfterSeconds }: Verdict): void {
  const headers: Record<string, string> =
    retryAfterSeconds === null ? {} : { "retry-after": String(retryAfterSeconds) };
  if (effect === "answer") sendJson(response, answer.status, answer.body, headers);
  if (effect === "html") {
    response.writeHead(200, { "content-type": "text/html", ...headers });
    response.end("<!doctype html><title>One moment, please</title>");
  }
  if (effect === "truncate") {
    const text = JSON.stringify(answer.body);
    response.writeHead(answer.status, { "content-type": "application/json", "content-length": String(text.length) });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  }
}

async function serveControl(
  gate: Gate,
  command: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = await readJson(request).then(
    (json) => control(gate, request.method ?? "GET", command, json),
    () => badRequest("The body is not JSON"),
  );
  sendJson(response, status, body);
}
