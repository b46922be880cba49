import { beforeEach, expect, test } from "vitest";
import { startChain } from "@/dev/chain/server";
import { db } from "@/lib/db";
import { getStaking } from "@/lib/portfolio/get-staking";
import { emptyTables } from "@/tests/support/database";
import { withLocalApp } from "@/tests/support/local-app";
import { startMangledChain, type Mangle } from "@/tests/support/mangled-chain";
import { syncAgain, syncNewWallet } from "@/tests/support/synced-wallet";

const asItIs: Mangle = (_path, body) => body;
let mangle: Mangle = asItIs;
const simulated = await startChain({});
withLocalApp(await startMangledChain(simulated, (path, body) => mangle(path, body)));
beforeEach(async () => {
  mangle = asItIs;
  await emptyTables();
});

const stake = simulated.chain.addWallet({ seed: "odd", transactions: 40 }).stakeAddress ?? "";

/** All that is read of some answers, by the end of their path. */
const read: readonly (readonly [path: RegExp, fields: readonly string[]])[] = [
  [
    /^\/accounts\/\w+$/,
    ["withdrawals_sum", "withdrawable_amount", "reserves_sum", "treasury_sum", "pool_id", "drep_id"],
  ],
  [/\/(withdrawals|registrations|delegations)$/, ["tx_hash"]],
  [/\/rewards$/, ["epoch", "amount", "pool_id", "type"]],
  [/\/transactions$/, ["address", "tx_hash", "tx_index", "block_height", "block_time"]],
  [/\/utxos$/, ["address", "tx_hash", "output_index", "amount"]],
  [/^\/blocks\/latest$/, ["hash", "height"]],
];

const only = (fields: readonly string[], row: unknown) =>
  Object.fromEntries(Object.entries(row as object).filter(([name]) => fields.includes(name)));

test("a wallet of whose answers only what is read is there is read and proven", async () => {
  mangle = (path, body) => {
    const fields = path.startsWith("/txs") ? undefined : read.find(([pattern]) => pattern.test(path))?.[1];
    if (fields === undefined) return body;
    return Array.isArray(body) ? body.map((row) => only(fields, row)) : only(fields, body);
  };
  const { status, proof, quarantined } = await syncNewWallet(stake);
  expect({ status, proof, quarantined }).toEqual({ status: "completed", proof: "proven", quarantined: 0 });
});

test("lists that make no sense leave a note on the staking page, and the sync is done all the same", async () => {
  mangle = (path, body) =>
    /^\/accounts\/\w+\/(rewards|registrations|delegations)$/.test(path) ? [{ nonsense: true }] : body;
  const first = await syncNewWallet(stake);
  expect({ status: first.status, proof: first.proof }).toEqual({ status: "completed", proof: "proven" });
  const staking = await getStaking(first.userId, {});
  expect(staking.accounts.map(({ unread }) => unread)).toEqual([["rewards", "registrations", "delegations"]]);
  expect(await db().stakingReward.count()).toBe(0);

  mangle = asItIs;
  await db().walletProof.updateMany({ data: { status: "diverged" } });
  await syncAgain(first);
  const [whole] = (await getStaking(first.userId, {})).accounts;
  expect(whole?.unread).toEqual([]);
  const rewards = await db().stakingReward.count();
  expect(rewards).toBeGreaterThan(0);

  // A list that fails later takes nothing away that was read before.
  mangle = (path, body) => (path.endsWith("/rewards") ? [{ nonsense: true }] : body);
  await db().walletProof.updateMany({ data: { status: "diverged" } });
  expect((await syncAgain(first)).status).toBe("completed");
  expect(await db().stakingReward.count()).toBe(rewards);
});
