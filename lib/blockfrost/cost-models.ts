import "server-only";
import { jsonOrNull } from "@/lib/http/json-or-null";
import { bytesToHex } from "@noble/hashes/utils.js";
import { fromCache } from "@/lib/cache/from-cache";
import { epochParameters } from "@/lib/blockfrost/chain";
import { costModelsSchema, type CostModelsAnswer } from "@/lib/blockfrost/schemas";
import { languageViews } from "@/lib/cardano/language-views";
import { processWide } from "@/lib/process-wide";
import { redisKey, withRedis } from "@/lib/redis";

/** What asks the chain, behind a token of the shared budget. */
export interface Caller {
  call<T>(work: () => Promise<T>): Promise<T>;
}

/** Mainnet's cost models have changed a dozen times; each change makes at most 15 views, of some 2 KB. */
const maxViews = 1_000;
/** More epochs than any network has had, so that what is asked for ends. */
const maxEpochs = 2_000;
/** Of these the cache holds the costs, some 7 KB each. */
const maxCachedEpochs = 64;
const cachedSeconds = 30 * 24 * 60 * 60;

interface Known {
  /** The last that fitted first. */
  views: readonly Uint8Array[];
  /** The epochs whose costs are known, and whether the chain told any. */
  readonly epochs: Map<number, boolean>;
  hasReadCache: boolean;
  /** Whoever is asking for what they need: the others wait, since what they need is mostly the same. */
  learning: { readonly caller: Caller; readonly done: Promise<void> } | null;
}

const known = () =>
  processWide<Known>("cost-models", () => ({ views: [], epochs: new Map(), hasReadCache: false, learning: null }));

const cacheKey = () => redisKey("cost-models");

export function knownViews(): readonly Uint8Array[] {
  return known().views;
}

/** The next transaction is mostly of the same epoch and the same languages. */
export function preferView(view: Uint8Array): void {
  const held = known();
  if (held.views[0] !== view) held.views = [view, ...held.views.filter((other) => other !== view)];
}

/** Whether the chain tells no costs for an epoch, so that nothing can be said of its script data. */
export function hasNoCosts(epoch: number): boolean {
  return known().epochs.get(epoch) === false;
}

/**
 * Takes one step towards the language views of an epoch: from the cache, from the chain, or from whoever is learning just
 * now. False where there is nothing more to learn. Whoever was told `true` looks again whether a view fits.
 * Throws what `caller` throws where the chain cannot be asked.
 */
export async function learnViews(epoch: number, caller: Caller): Promise<boolean> {
  const held = known();
  if (held.learning !== null) {
    const { caller: other, done } = held.learning;
    // Another's window may be closed where one's own is not.
    await (other === caller ? done : done.catch(() => undefined));
    return true;
  }
  if (held.epochs.has(epoch) || held.epochs.size >= maxEpochs) return false;
  const done = (held.hasReadCache ? askChain(epoch, caller) : readCache()).finally(() => (held.learning = null));
  held.learning = { caller, done };
  await done;
  return true;
}

function remember(epoch: number, answer: CostModelsAnswer | null): void {
  const held = known();
  held.epochs.set(epoch, answer !== null);
  const seen = new Set(held.views.map(bytesToHex));
  const views = languageViews(modelsOf(answer ?? {})).filter((view) => !seen.has(bytesToHex(view)));
  held.views = [...views, ...held.views].slice(0, maxViews);
}

function modelsOf(answer: CostModelsAnswer): Map<number, readonly number[]> {
  return new Map(
    Object.entries(answer).flatMap(([name, costs]) => {
      const version = /^PlutusV([1-9])$/.exec(name)?.[1];
      return version === undefined ? [] : [[Number(version) - 1, costs] as const];
    }),
  );
}

async function askChain(epoch: number, caller: Caller): Promise<void> {
  const parameters = await caller.call(() => epochParameters(epoch));
  const costs = parameters?.cost_models_raw ?? null;
  remember(epoch, costs);
  if (costs === null || known().epochs.size > maxCachedEpochs) return;
  await fromCache(() =>
    withRedis(2, (redis) =>
      redis
        .pipeline()
        .hset(cacheKey(), { [epoch]: JSON.stringify(costs) })
        .expire(cacheKey(), cachedSeconds)
        .exec(),
    ),
  );
}

/** Once in a process: what others have asked for. */
async function readCache(): Promise<void> {
  const cached = await fromCache(() => withRedis(1, (redis) => redis.hgetall<Record<string, string>>(cacheKey())));
  known().hasReadCache = true;
  for (const [epoch, json] of Object.entries(cached ?? {})) {
    const costs = costModelsSchema.safeParse(jsonOrNull(json));
    if (costs.success) remember(Number(epoch), costs.data);
  }
}
