import type { ServerResponse } from "node:http";
import { z } from "zod";
import { badRequest, notFound, ok, type Answer } from "../chain/blockfrost/answer";
import { listen, sendJson, sleep } from "../chain/gate/http-server";
import { serveControl } from "../chain/gate/serve-control";
import { deliver } from "../chain/gate/verdict";
import { SOURCES, type Source } from "./apis";
import { marketOfFile, simulatedMarket, type Market } from "./market";
import { RatesGate } from "./rates-gate";

/** Coinbase, Binance, Kraken and Frankfurter, each below a base URL of its own. */
export interface LocalRates {
  readonly urls: Readonly<Record<Source, string>>;
  readonly gates: Readonly<Record<Source, RatesGate>>;
  close(): Promise<void>;
}

interface LocalRatesOptions {
  readonly port?: number;
  readonly latencyMs?: number;
  readonly now?: () => number;
  /** A daily file in place of the simulated market; see `marketOfFile`. */
  readonly dailyFile?: string;
}

const CONTROL = "/_sim/";
const faultBody = z.object({
  status: z.union([z.number(), z.string()]),
  count: z.number().int().positive().default(Number.MAX_SAFE_INTEGER),
  path: z.string().default(""),
  retryAfter: z.number().optional(),
});

/** Beside the sources stand commands to the simulation, `/_sim/<source>/faults` and `/_sim/<source>/stats`, as the chain has them. */
export async function startRates(options: LocalRatesOptions = {}): Promise<LocalRates> {
  const { port = 0, latencyMs = 0, now = Date.now, dailyFile } = options;
  const market = dailyFile === undefined ? simulatedMarket : marketOfFile(dailyFile);
  const gates = bySource((source) => new RatesGate(source, now));
  const server = await listen(port, async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (pathname.startsWith(CONTROL)) {
      const command = pathname.slice(CONTROL.length);
      return serveControl(request, response, (method, body) => control(gates, method, command, body));
    }
    const [, name = "", ...path] = pathname.split("/");
    const source = SOURCES.find((each) => each === name);
    if (source === undefined) {
      sendJson(response, notFound.status, notFound.body);
      return;
    }
    await sleep(latencyMs);
    await serve(gates[source], path.join("/"), searchParams, market, response);
  });
  return { urls: bySource((source) => `${server.origin}/${source}`), gates, close: () => server.close() };
}

async function serve(gate: RatesGate, path: string, query: URLSearchParams, market: Market, response: ServerResponse) {
  const verdict = gate.judge(path, query, market);
  await sleep(verdict.waitMs);
  deliver(response, verdict);
  gate.settle(verdict);
}

function control(gates: LocalRates["gates"], method: string, command: string, body: unknown): Answer {
  const [name = "", what = ""] = command.split("/");
  const source = SOURCES.find((each) => each === name);
  const run = COMMANDS[`${method} ${what}`];
  if (source === undefined || run === undefined) return notFound;
  try {
    return ok(run(gates[source], body) ?? { ok: true });
  } catch (error) {
    return badRequest(error instanceof Error ? error.message : "Invalid command");
  }
}

const COMMANDS: Readonly<Record<string, (gate: RatesGate, body: unknown) => unknown>> = {
  "POST faults": ({ faults }, body) => {
    const { retryAfter, ...fault } = faultBody.parse(body);
    faults.add(retryAfter === undefined ? fault : { ...fault, retryAfter });
  },
  "DELETE faults": ({ faults }) => faults.clear(),
  "GET stats": ({ log }) => log.summary(),
  "DELETE stats": ({ log }) => log.reset(),
};

function bySource<T>(make: (source: Source) => T): Record<Source, T> {
  return Object.fromEntries(SOURCES.map((source) => [source, make(source)])) as Record<Source, T>;
}
