import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { fetchTokens, giveUpTokens } from "@/lib/tokens/fetch-tokens";
import { beginLookup } from "@/lib/tokens/token-lookup";
import { codeOf } from "@/tests/support/problem";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

// Nobody listens there: what is to be published is looked at in the database.
withDatabase(() => ({ QSTASH_URL: "http://127.0.0.1:9" }));
beforeEach(emptyTables);

const unit = `${"ab".repeat(28)}01`;

async function walletWithToken(): Promise<string> {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  const flows = [{ unit, netChange: "5" }];
  await addTransaction(userId, walletId, { txHash: "cd".repeat(32), blockHeight: 1, flows });
  return walletId;
}

const stateOf = (walletId: string) =>
  db().tokenLookup.findUnique({
    where: { walletId },
    select: { seq: true, publishedSeq: true, round: true, dueAt: true },
  });
const due = expect.any(Date) as Date;

test("a look-up whose kick got lost is still due; its message is stale once another has begun", async () => {
  const walletId = await walletWithToken();
  expect(await codeOf(beginLookup(walletId))).toBe("queue_unavailable");
  expect(await stateOf(walletId)).toEqual({ seq: 0, publishedSeq: -1, round: 0, dueAt: due });
  expect(await codeOf(beginLookup(walletId))).toBe("queue_unavailable");
  expect(await stateOf(walletId)).toEqual({ seq: 1, publishedSeq: -1, round: 0, dueAt: due });
  // Overtaken by one that never came: whoever finds that publishes it again.
  expect(await codeOf(fetchTokens({ walletId, seq: 0, v: 2 }))).toBe("queue_unavailable");
});

test("the message that comes is known to be published, and ends the look-up where no unit is left", async () => {
  const walletId = await walletWithToken();
  const named = {
    policyId: unit.slice(0, 56),
    assetName: "01",
    fingerprint: "asset1",
    kind: "token",
    fetchedAt: new Date(),
  };
  await db().token.create({ data: { unit, ...named } });
  await codeOf(beginLookup(walletId));
  expect(await fetchTokens({ walletId, seq: 0, v: 2 })).toBe("done");
  expect(await stateOf(walletId)).toEqual({ seq: 1, publishedSeq: 0, round: 1, dueAt: null });
  expect(await fetchTokens({ walletId, seq: 0, v: 2 })).toBe("stale");
  expect(await fetchTokens({ walletId, seq: 1, v: 2 })).toBe("stale");
});

test("a message of another version that is given up begins the wallet's look-up anew", async () => {
  const walletId = await walletWithToken();
  expect(await codeOf(giveUpTokens(null, { walletId, round: 3, run: "r", v: 1 }))).toBe("queue_unavailable");
  expect(await stateOf(walletId)).toEqual({ seq: 0, publishedSeq: -1, round: 0, dueAt: due });
  expect(await giveUpTokens({ walletId, seq: 0, v: 2 }, { walletId, seq: 0, v: 2 })).toBe("stale");
});
