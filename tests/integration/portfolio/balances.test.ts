import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { mergeAccounts } from "@/lib/auth/merge-accounts";
import { db, userDb } from "@/lib/db";
import { readBalances } from "@/lib/portfolio/balance-rows";
import { deleteWallet } from "@/lib/wallets/delete-wallet";
import { balanceDifferences } from "@/tests/support/balance-differences";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

withDatabase();
beforeEach(emptyTables);

const key = fc.constantFrom("aa", "bb");
const flow = fc.record({
  unit: fc.constantFrom("lovelace", "11", "22"),
  place: fc.constantFrom("wallet", "contract", "unverified"),
  credential: key,
  netChange: fc.integer({ min: -2, max: 2 }),
});
const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("commit" as const), flows: fc.array(flow, { maxLength: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("rewind" as const), above: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("verify" as const), credential: key }) },
);

interface Given {
  readonly unit: string;
  readonly place: string;
  readonly credential: string;
  readonly netChange: number;
}

/** Several transactions in one statement, as a sync commits them; every third pays a deposit and withdraws. */
async function commit(userId: string, walletId: string, height: number, flows: readonly Given[]): Promise<void> {
  const kept = new Map(flows.map((each) => [`${each.unit}/${each.place}/${each.credential}`, each]));
  await userDb(userId).$executeRaw`
    WITH made AS (
      INSERT INTO transaction (user_id, wallet_id, tx_hash, block_height, tx_index, tx_timestamp, action, direction, summary, net_lovelace, valid, trace, deposit, withdrawal)
      SELECT ${userId}::uuid, ${walletId}::uuid, ${height}::int || '-' || n, ${height}::int, n, now(), 'receive', 'in', '', 0, true, '{}',
        CASE WHEN n = 2 THEN ${height}::int ELSE 0 END, CASE WHEN n = 2 THEN 7 ELSE 0 END
      FROM generate_series(1, 2) n RETURNING id, user_id, wallet_id
    )
    INSERT INTO asset_flow (user_id, wallet_id, transaction_id, unit, place, credential, net_change)
    SELECT made.user_id, made.wallet_id, made.id, f.unit, f.place, f.credential, f.net_change
    FROM made, jsonb_to_recordset(${JSON.stringify(
      [...kept.values()].map(({ netChange, ...row }) => ({ ...row, net_change: netChange })),
    )}::jsonb) AS f(unit text, place text, credential text, net_change numeric)`;
}

test("balances equal the fold of the flows after every commit, rollback and verified key", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const userId = await addUser();
      const walletId = await addWallet(userId);
      for (const [height, step] of changes.entries()) {
        if (step.kind === "commit") await commit(userId, walletId, height, step.flows);
        if (step.kind === "rewind")
          await userDb(userId)
            .$executeRaw`DELETE FROM transaction WHERE wallet_id = ${walletId}::uuid AND block_height > ${step.above}`;
        if (step.kind === "verify")
          await userDb(userId).$executeRaw`
            UPDATE asset_flow SET place = 'wallet', credential = credential || 'v'
            WHERE wallet_id = ${walletId}::uuid AND place = 'unverified' AND credential = ${step.credential}`;
        expect(await balanceDifferences()).toEqual([]);
      }
      await db().user.delete({ where: { id: userId } });
      expect(await db().balance.count()).toBe(0);
    }),
    { numRuns: 25 },
  );
}, 120_000);

const flows = [
  { unit: "lovelace", netChange: "5" },
  { unit: "11", netChange: "1", place: "contract" as const, credential: "aa" },
];

test("they follow a wallet to another account and go with it", async () => {
  const [guest, owner] = [await addUser(), await addUser()];
  const walletId = await addWallet(guest, { subject: "stake1a" });
  await addTransaction(guest, walletId, { txHash: "a", blockHeight: 1, deposit: "2", flows });
  await mergeAccounts(guest, owner);
  expect(await balanceDifferences()).toEqual([]);
  expect(await userDb(owner).balance.count()).toBe(2);
  await deleteWallet(owner, walletId);
  expect(await db().balance.count()).toBe(0);
});

test("a balance of nothing keeps its row, and a row that comes before its counterpart is not lost", async () => {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  await addTransaction(userId, walletId, { txHash: "a", blockHeight: 1, flows: [{ unit: "11", netChange: "5" }] });
  await addTransaction(userId, walletId, { txHash: "b", blockHeight: 2, flows: [{ unit: "11", netChange: "-5" }] });
  const stored = async () => (await db().balance.findMany()).map(({ unit, quantity }) => [unit, quantity.toFixed()]);
  expect(await stored()).toEqual([["11", "0"]]);
  await db().transaction.deleteMany({ where: { txHash: "a" } });
  expect(await stored()).toEqual([["11", "-5"]]);
});

test("balances of any past time are the sum of what came before it, from whichever end they are made", async () => {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  const day = (number: number) => new Date(Date.UTC(2026, 0, number));
  for (const number of [1, 2, 3, 4, 5])
    await addTransaction(userId, walletId, {
      txHash: String(number),
      blockHeight: number,
      txTimestamp: day(number),
      flows: [{ unit: "lovelace", netChange: String(10 ** number) }],
    });
  const sums = [];
  for (const at of [0, 1, 2, 3, 4, 5, 6])
    sums.push((await readBalances(userId, walletId, day(at))).map(({ quantity }) => quantity));
  expect(sums).toEqual([[], [], ["10"], ["110"], ["1110"], ["11110"], ["111110"]]);
});
