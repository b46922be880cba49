import { z } from "zod";
import { FEATURES, isSceneName } from "../scenes/catalogue";
import { WALLET_KINDS } from "../scenes/world";
import { badRequest, notFound, ok, type Answer } from "../blockfrost/answer";
import type { KoiosGate } from "../koios/koios-gate";
import type { Gate } from "./gate";
import { ignoreRange, listPools, makePoolNow, tradeNow } from "./market-control";
import { present } from "./present";

const walletBody = z.object({
  seed: z.coerce.string(),
  transactions: z.number().int().min(0).max(100_000),
  kind: z.enum(WALLET_KINDS).optional(),
  addresses: z.number().int().min(1).optional(),
  features: z.array(z.enum(FEATURES)).optional(),
  handle: z.string().optional(),
});
const faultBody = z.object({
  status: z.union([z.number(), z.string()]),
  count: z.number().int().positive().optional(),
  path: z.string().optional(),
  retryAfter: z.number().optional(),
});
const limiterBody = z.object({
  burst: z.number().optional(),
  rps: z.number().optional(),
  dailyQuota: z.number().optional(),
  banAfterRefusals: z.number().optional(),
  banMs: z.number().optional(),
});
const windowBody = z.object({
  burst: z.number().optional(),
  windowMs: z.number().optional(),
  pauseMs: z.number().optional(),
  publicDailyQuota: z.number().optional(),
  tokenDailyQuota: z.number().optional(),
});
const appendBody = z.object({ seed: z.coerce.string(), kind: z.string().refine(isSceneName, "unknown scene") });
const rollbackBody = z.object({ depth: z.number().int().positive(), remine: z.boolean().optional() });

/** The two doors of the simulated chain. */
export interface Gates {
  readonly gate: Gate;
  readonly koios: KoiosGate;
}

type Command<Door> = (door: Door, body: unknown) => unknown;

const COMMANDS: Readonly<Record<string, Command<Gate>>> = {
  "POST wallets": ({ chain }, body) => chain.addWallet(present(walletBody.parse(body))),
  "GET wallets": ({ chain }) => chain.wallets(),
  "POST faults": ({ faults }, body) => faults.add(present(faultBody.parse(body))),
  "DELETE faults": ({ faults }) => faults.clear(),
  "POST latency": (gate, body) => {
    gate.latencyMs = z.object({ ms: z.number().min(0) }).parse(body).ms;
  },
  "POST advance": ({ chain }, body) => chain.advance(z.object({ blocks: z.number().int().min(0) }).parse(body).blocks),
  "POST append": ({ chain }, body) => {
    const { seed, kind } = appendBody.parse(body);
    const placed = isSceneName(kind) ? chain.appendTx(seed, kind) : null;
    return { txHash: placed?.tx.hash ?? null, height: placed?.height ?? null, index: placed?.index ?? null };
  },
  "POST rollback": ({ chain }, body) => {
    const { depth, remine = false } = rollbackBody.parse(body);
    return { dropped: chain.rollback(depth, { remine }), tip: chain.tip() };
  },
  "GET market/pools": ({ chain }) => listPools(chain),
  "POST market/pools": ({ chain }, body) => makePoolNow(chain, body),
  "POST market/trades": ({ chain }, body) => tradeNow(chain, body),
  "POST market/backend": ({ chain }, body) => ignoreRange(chain, body),
  "POST limiter": ({ limiter }, body) => {
    limiter.reset(present(limiterBody.parse(body ?? {})));
    return limiter.state();
  },
  "GET limiter": ({ limiter }) => limiter.state(),
  "GET stats": ({ log }) => log.summary(),
  "DELETE stats": ({ log }) => log.reset(),
  "POST poison": ({ poisoned }, body) => {
    poisoned.add(z.object({ txHash: z.string() }).parse(body).txHash);
  },
  "DELETE poison": ({ poisoned }) => poisoned.clear(),
};

const KOIOS_COMMANDS: Readonly<Record<string, Command<KoiosGate>>> = {
  "POST koios/faults": ({ faults }, body) => faults.add(present(faultBody.parse(body))),
  "DELETE koios/faults": ({ faults }) => faults.clear(),
  "POST koios/limiter": ({ limiter }, body) => {
    limiter.reset(present(windowBody.parse(body ?? {})));
    return limiter.state();
  },
  "GET koios/limiter": ({ limiter }) => limiter.state(),
  "GET koios/stats": ({ log }) => log.summary(),
  "DELETE koios/stats": ({ log }) => log.reset(),
};

/** Answers `/_sim/<command>`: 200 with JSON, 400 with what was wrong, 404 for a command that there is not. */
export function control({ gate, koios }: Gates, method: string, command: string, body: unknown): Answer {
  const name = `${method} ${command}`;
  const [run, runKoios] = [COMMANDS[name], KOIOS_COMMANDS[name]];
  if (run === undefined && runKoios === undefined) return notFound;
  try {
    return ok(run?.(gate, body) ?? runKoios?.(koios, body) ?? { ok: true });
  } catch (error) {
    return badRequest(error instanceof Error ? error.message : "Invalid command");
  }
}
