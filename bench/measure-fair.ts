import { setTimeout as sleep } from "node:timers/promises";
import { startProductionApp } from "@/tests/support/app-process";
import { AppClient } from "./app-client";
import { mostAheadOf } from "./call-rate";
import { addChainWallet, chainStats, resetChain } from "./chain-control";
import { chain, syncAlone } from "./measure-sync";

export interface FairFigures {
  /** Seconds of a small first sync, from the request that adds the wallet to its end. */
  readonly alone: readonly number[];
  readonly besideWhale: readonly number[];
  readonly besideGuests: readonly number[];
  /** Calls beyond 10 a second that the chain ever had to bear, and those that it refused. */
  readonly mostAhead: number;
  readonly refusedCalls: number;
}

const smallTransactions = 80;
const largeTransactions = 5_000;
const guests = 15;
/** Seconds from the beginning of whatever is beside it to the small sync's, one after another. */
const afterSeconds = { alone: [0, 15], whale: [4, 20, 36], guests: [0, 15, 30, 45] } as const;
const fullBucketMs = 45_000;

/**
 * First syncs of 80 transactions on Blockfrost's free plan: alone, beside one wallet of 5,000, and beside those of fifteen fresh
 * guests as well. All on one stack in one run, so that the times can be compared on any machine.
 */
export async function measureFair(): Promise<FairFigures> {
  const app = await startProductionApp(chain.latencyMs, syncAlone);
  try {
    const addresses = async (name: string, count: number, transactions: number) => {
      const all: string[] = [];
      for (let index = 0; index < count; index += 1)
        all.push(await addChainWallet(app.chainUrl, `${name}-${String(index)}`, transactions));
      return all;
    };
    const small = await addresses("small", Object.values(afterSeconds).flat().length + 1, smallTransactions);
    const [whale, ...large] = await addresses("large", guests + 1, largeTransactions);
    const visitors = new Visitors(app.url);
    await visitors.timed(small, [0]);
    await sleep(fullBucketMs);
    await resetChain(app.chainUrl);
    const alone = await visitors.timed(small, afterSeconds.alone);
    await sleep(fullBucketMs / 2);
    await visitors.begin(whale);
    const besideWhale = await visitors.timed(small, afterSeconds.whale);
    const fresh = Promise.all(large.map((address) => visitors.begin(address)));
    const besideGuests = await visitors.timed(small, afterSeconds.guests);
    await fresh;
    const stats = await chainStats(app.chainUrl);
    return {
      ...{ alone, besideWhale, besideGuests },
      mostAhead: mostAheadOf(chain.rps, stats.timestamps),
      refusedCalls: (stats.byStatus["429"] ?? 0) + (stats.byStatus["418"] ?? 0),
    };
  } finally {
    await app.close();
  }
}

/** Fresh guests, each from an address of its own. */
class Visitors {
  private came = 0;

  constructor(private readonly url: string) {}

  async begin(address: string | undefined) {
    this.came += 1;
    const client = await AppClient.asGuest(this.url, `10.0.1.${String(this.came)}`);
    const startedAt = Date.now();
    const { jobId } = await client.addWallet(address ?? "");
    return { client, jobId, startedAt };
  }

  /** Seconds of one sync after another, each begun so many seconds from now. */
  async timed(addresses: string[], afterSeconds: readonly number[]): Promise<number[]> {
    const now = Date.now();
    const times: number[] = [];
    for (const second of afterSeconds) {
      await sleep(Math.max(0, now + second * 1000 - Date.now()));
      const { client, jobId, startedAt } = await this.begin(addresses.pop());
      const { finishedAt } = await client.completed(jobId);
      times.push((Date.parse(finishedAt ?? "") - startedAt) / 1000);
    }
    return times;
  }
}
