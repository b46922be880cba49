import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startChain } from "@/dev/chain/server";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { lastLie } from "@/lib/koios/lies";
import { redis } from "@/lib/redis";
import { emptyTables } from "@/tests/support/database";
import { withLocalApp } from "@/tests/support/local-app";
import { syncAgain, syncNewWallet } from "@/tests/support/synced-wallet";
import { walletRows } from "@/tests/support/wallet-rows";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
const served = { ...simulated, network: "mainnet", close: () => simulated.close() } as const;
// The sync alone: whatever else asks the chain beside it changes from whom it is quicker to have bytes.
withLocalApp(served, {
  environment: { BLOCKFROST_BURST: "5000", KOIOS_BASE_URL: simulated.koiosUrl, MARKET: "off" },
});

let koios: ReturnType<typeof env>["koios"];
beforeAll(() => void ({ koios } = env()));
beforeEach(async () => {
  await redis().flushdb();
  await order("DELETE", "faults");
});

const order = (method: string, command: string, body?: object) =>
  fetch(new URL(`/_sim/koios/${command}`, simulated.koiosUrl), {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const ways = {
  koios: () => ({ CALL_PLAN: "cbor", koios }),
  "koios with a token": () => ({
    CALL_PLAN: "cbor",
    koios: koios && { ...koios, transactionsPerCall: 75, token: simulated.koiosToken },
  }),
  blockfrost: () => ({ CALL_PLAN: "cbor", koios: null }),
  full: () => ({ CALL_PLAN: "full", koios: null }),
} as const;

const bytes = async () =>
  (await db().rawTransaction.findMany({ orderBy: { hash: "asc" } })).map(({ hash, cbor, json, utxos }) => ({
    hash,
    cbor: cbor === null ? null : Buffer.from(cbor).toString("hex"),
    json,
    utxos,
  }));

/** What a sync leaves of an empty database, and the calls for bytes that it took of Koios. */
async function storedBy(way: keyof typeof ways, entered: string) {
  await emptyTables();
  Object.assign(env(), ways[way]());
  const { walletId, proof, quarantined } = await syncNewWallet(entered);
  expect({ proof, quarantined }).toEqual({ proof: "proven", quarantined: 0 });
  const { koiosCalls } = await db().syncJob.findFirstOrThrow({ where: { walletId } });
  // A name that comes after the tables were emptied would tell the next way's budget that calls were spent just now.
  await vi.waitFor(
    async () => expect(await db().tokenLookup.count({ where: { dueAt: { not: null } } })).toBe(0),
    10_000,
  );
  return { rows: await walletRows(walletId), raws: await bytes(), koiosCalls };
}

test.each(["row-for-row", "beside-each-other"])("the same database whoever brings the bytes: %s", async (seed) => {
  const entered = simulated.chain.addWallet({ seed, transactions: 90 }).stakeAddress ?? "";
  const own = await storedBy("blockfrost", entered);
  expect(own.koiosCalls).toBe(0);
  expect(own.rows.transaction?.map(({ valid_by: by }) => by)).toEqual(expect.arrayContaining(["chain", "list", null]));
  for (const way of ["koios", "koios with a token"] as const) {
    const { rows, raws, koiosCalls } = await storedBy(way, entered);
    expect(koiosCalls).toBeGreaterThan(0);
    expect({ rows, raws }).toEqual({ rows: own.rows, raws: own.raws });
  }
  const full = await storedBy("full", entered);
  expect(full.rows).toEqual(own.rows);
  // Its answers are stored beside the bytes.
  const cborOf = ({ raws }: typeof full) => raws.map(({ hash, cbor }) => ({ hash, cbor }));
  expect(cborOf(full)).toEqual(cborOf(own));
});

test("a flag that only the sums could prove is found to be a lie, and Koios is left for an hour", async () => {
  const { chain } = simulated;
  const { stakeAddress } = chain.addWallet({ seed: "flag", transactions: 12 });
  await emptyTables();
  Object.assign(env(), ways.koios());
  const first = await syncNewWallet(stakeAddress ?? "");
  chain.appendTx("flag", "place-order");
  expect(await syncAgain(first)).toMatchObject({ proof: "proven" });
  const failed = chain.appendTx("flag", "failed-script")?.tx.hash ?? "";
  await order("POST", "faults", { status: "lie-flag" });
  expect(await syncAgain(first)).toMatchObject({ status: "completed", proof: "proven", quarantined: 0 });
  const row = await db().transaction.findFirstOrThrow({ where: { txHash: failed } });
  expect([row.valid, row.validBy, row.action]).toEqual([false, "chain", "failed_script"]);
  expect(await lastLie()).toMatchObject({ hash: failed, why: "its validity flag was another one" });
  // Left for an hour: what comes next is asked of Blockfrost.
  chain.appendTx("flag", "receive");
  expect(await syncAgain(first)).toMatchObject({ status: "completed", proof: "proven" });
  const { koiosCalls } = await db().syncJob.findFirstOrThrow({
    where: { walletId: first.walletId },
    orderBy: { scheduledAt: "desc" },
  });
  expect(koiosCalls).toBe(0);
});
