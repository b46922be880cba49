import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { jobs } from "@/app/api/jobs/registry";
import { startChain } from "@/dev/chain/server";
import { createGuest } from "@/lib/auth/create-guest";
import { deleteAccount } from "@/lib/auth/delete-account";
import { mergeAccounts } from "@/lib/auth/merge-accounts";
import { db } from "@/lib/db";
import type { Message, Queue } from "@/lib/queue/port";
import type * as redisModule from "@/lib/redis";
import { redis } from "@/lib/redis";
import type * as statements from "@/lib/slow-statements";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { stepJobName } from "@/lib/sync/messages";
import { addWallet } from "@/lib/wallets/add-wallet";
import { deleteWallet } from "@/lib/wallets/delete-wallet";
import { countOwned } from "@/tests/support/fill-owned-tables";
import { asAppError } from "@/lib/http/as-app-error";
import { withLocalApp } from "@/tests/support/local-app";

const held = vi.hoisted(() => ({ messages: [] as unknown[], pause: (): Promise<void> => Promise.resolve() }));

// Every await of a step on Postgres or Redis is a place where something else may happen first.
vi.mock("@/lib/redis", async (importOriginal) => {
  const real = await importOriginal<typeof redisModule>();
  const withRedis: typeof real.withRedis = async (commands, work) => {
    await held.pause();
    return real.withRedis(commands, work);
  };
  return { ...real, withRedis };
});
vi.mock("@/lib/slow-statements", async (importOriginal) => {
  const real = await importOriginal<typeof statements>();
  const timeStatement: typeof real.timeStatement = async (statement, run) => {
    await held.pause();
    return real.timeStatement(statement, run);
  };
  return { ...real, timeStatement };
});
vi.mock("@/lib/queue/queue", () => {
  const queue: Pick<Queue, "dailyMessages" | "publish"> = {
    dailyMessages: 100_000,
    publish: (messages) => {
      held.messages.push(...messages);
      return Promise.resolve(messages.map(() => null));
    },
  };
  return { queue: () => queue };
});

vi.setConfig({ testTimeout: 240_000 });
const startedAt = Date.now();
const chain = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
withLocalApp(
  { ...chain, network: "mainnet", close: () => chain.close() },
  { environment: { BLOCKFROST_BURST: "100000", BLOCKFROST_RPS: "1000", BLOCKFROST_DAILY_QUOTA: "1000000" } },
);
const followed = chain.chain.addWallet({
  seed: "traces",
  transactions: 12,
  features: ["tokens", "staking"],
});
const stakeAddress = followed.stakeAddress ?? "";

const inside = new AsyncLocalStorage<true>();
beforeEach(async () => {
  await db().user.deleteMany();
  held.messages.length = 0;
  await redis().flushdb();
});
afterEach(() => {
  held.pause = () => Promise.resolve();
});

/** A step's commit and an act may meet in the database, and a person who is told so tries again. */
async function tryTwice(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!asAppError(error).retryable) throw error;
    await act();
  }
}

/** Whether there was an nth await in the work. */
async function interrupted(nth: number, work: () => Promise<unknown>, act: () => Promise<unknown>): Promise<boolean> {
  let awaits = 0;
  let acting: Promise<unknown> = Promise.resolve();
  held.pause = async () => {
    if (inside.getStore() === undefined) return;
    awaits += 1;
    if (awaits === nth) await (acting = inside.exit(act));
  };
  await inside.run(true, work).catch((error: unknown) => error);
  held.pause = () => Promise.resolve();
  // The work may end before it, where nothing of it waits for the branch that was interrupted.
  await acting;
  return awaits >= nth;
}

async function handle({ name, payload }: Message): Promise<void> {
  await jobs.get(name)?.prepare(payload)?.();
}

/** Everything that is still under way comes to its end; watchdogs, which only look, are left out. */
async function handleAll(): Promise<void> {
  for (let handled = 0; held.messages.length > 0 && handled < 50; handled += 1) {
    const message = held.messages.shift() as Message;
    if (message.name !== "sync-watchdog") await handle(message).catch((error: unknown) => error);
  }
}

/** What is left of a user: rows by table, keys that bear the id, and keys of anybody's that would never go. */
async function left(userId: string) {
  const rows = Object.entries(await countOwned(userId)).filter(([, count]) => count > 0);
  const keys = await redis().keys("*");
  const lives = await Promise.all(keys.map(async (key) => [key, await redis().ttl(key)] as const));
  return { rows, forEver: lives.filter(([, seconds]) => seconds === -1).map(([key]) => key) };
}

const ways = {
  "deleting the account": (userId: string) => deleteAccount(userId),
  "deleting the wallet": async (userId: string) => {
    const { id } = await db().wallet.findFirstOrThrow({ where: { userId } });
    await deleteWallet(userId, id);
  },
  "merging into another account": async (userId: string) => {
    const { user } = await createGuest(new Date());
    await mergeAccounts(userId, user.id);
  },
} as const;

test.each(Object.entries(ways))("%s at any await of a step leaves nothing for ever", async (name, act) => {
  let nth = 1;
  for (let isReached = true; isReached; nth += 1) {
    const { user } = await createGuest(new Date());
    await addWallet(user.id, { address: stakeAddress });
    const job = await db().syncJob.findFirstOrThrow({ where: { wallet: { userId: user.id } } });
    await getHoldings(user.id, { currency: "ADA" });
    // Work of the round before may still publish what it found; the step is this wallet's own.
    const step = (held.messages.splice(0) as Message[]).find(
      (message) => message.name === stepJobName && message.payload["jobId"] === job.id,
    );
    if (step === undefined) throw new Error("no first step was published");
    isReached = await interrupted(
      nth,
      () => handle(step),
      () => tryTwice(() => act(user.id)),
    );
    if (!isReached) await act(user.id);
    await handleAll();
    const { rows, forEver } = await left(user.id);
    const mayStay = name === "deleting the wallet" ? ["user", "session"] : [];
    expect([nth, rows.filter(([table]) => !mayStay.includes(table)), forEver]).toEqual([nth, [], []]);
    await db().user.deleteMany();
    await redis().flushdb();
  }
  expect(nth).toBeGreaterThan(8);
});
