import type { IncomingMessage, ServerResponse } from "node:http";
import { invalidPath } from "./blockfrost/answer";
import { createChain, type Chain } from "./chain";
import { control, type Gates } from "./gate/control";
import { defaultProjectId, Gate } from "./gate/gate";
import { drawPicture, sendPng } from "./gate/ipfs-picture";
import { listen, readBody, sendJson, sleep } from "./gate/http-server";
import { serveControl } from "./gate/serve-control";
import { deliver } from "./gate/verdict";
import { KoiosGate } from "./koios/koios-gate";
import type { NetworkName } from "./model/networks";

/** A simulated chain that listens. */
export interface LocalChain {
  /** `http://127.0.0.1:PORT/api/v0`; beside it commands to the simulation under `/_sim`, and pictures under `/ipfs`. */
  readonly url: string;
  /** The only project id it accepts; begins with the network's name. */
  readonly projectId: string;
  /** `http://127.0.0.1:PORT/koios/api/v1`: the same chain as Koios tells it. */
  readonly koiosUrl: string;
  /** The only Bearer token that this Koios accepts; it also answers without one. */
  readonly koiosToken: string;
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
  readonly koiosToken?: string;
  /** Clock of the limits and the log, in milliseconds. */
  readonly now?: () => number;
  /** The tip's time in milliseconds; `now()` where absent. The same anchor gives the same chain after a restart. */
  readonly anchor?: number;
  readonly network?: NetworkName;
  /** Tokens with a pool each, beside those that every chain has. */
  readonly marketTokens?: number;
  /** Whether blocks come as `now` goes on; else only commands bring them. */
  readonly live?: boolean;
}

const BASE = "/api/v0";
const KOIOS = "/koios/api/v1";
const KOIOS_TOKEN = "local-koios-token";
const CONTROL = "/_sim/";
const IPFS = "/ipfs/";
const DEMO = { seed: "demo", transactions: 80, handle: "demo" } as const;

export async function startChain(options: LocalChainOptions): Promise<LocalChain> {
  const { now = Date.now, seed = 1, network = "mainnet", latencyMs = 0 } = options;
  const chain = createChain({ seed, network, now: options.anchor ?? now(), marketTokens: options.marketTokens ?? 0 });
  const projectId = options.projectId ?? defaultProjectId(network);
  const gate = new Gate(chain, projectId, now, latencyMs);
  const koios = new KoiosGate(chain, options.koiosToken ?? KOIOS_TOKEN, now, gate.poisoned);
  const demo = chain.addWallet(DEMO);
  const server = await listen(options.port ?? 0, (request, response) => {
    if (options.live) chain.advanceTo(now());
    return serve({ gate, koios }, request, response);
  });
  return {
    url: server.origin + BASE,
    projectId,
    koiosUrl: server.origin + KOIOS,
    koiosToken: koios.token,
    demoAddress: demo.stakeAddress ?? "",
    chain,
    close: () => server.close(),
  };
}

async function serve(gates: Gates, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const { pathname } = url;
  if (pathname.startsWith(CONTROL)) {
    const command = pathname.slice(CONTROL.length);
    return serveControl(request, response, (method, body) => control(gates, method, command, body));
  }
  if (pathname.startsWith(`${KOIOS}/`)) return serveKoios(gates, url, request, response);
  if (pathname.startsWith(IPFS)) {
    sendPng(response, drawPicture(pathname.slice(IPFS.length)));
    return;
  }
  const inside = pathname === BASE || pathname.startsWith(`${BASE}/`);
  if (!inside || request.method !== "GET") {
    sendJson(response, invalidPath.status, invalidPath.body);
    return;
  }
  await serveBlockfrost(gates.gate, url, request, response);
}

async function serveBlockfrost(
  gate: Gate,
  { pathname, searchParams }: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathname.slice(BASE.length).replace(/^\//, "").replace(/\/$/, "");
  const header = request.headers["project_id"];
  const verdict = gate.judge(path, searchParams, typeof header === "string" ? header : undefined);
  await sleep(gate.latencyMs);
  deliver(response, verdict);
  gate.settle(verdict);
}

async function serveKoios(
  { gate, koios }: Gates,
  { pathname, searchParams }: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const verdict = koios.judge({
    method: request.method ?? "GET",
    path: pathname.slice(KOIOS.length + 1),
    query: searchParams,
    authorization: request.headers.authorization,
    address: request.socket.remoteAddress ?? "",
    body: await readBody(request),
  });
  await sleep(gate.latencyMs);
  deliver(response, verdict);
  koios.settle(verdict);
}
