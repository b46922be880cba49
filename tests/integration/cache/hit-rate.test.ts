import { describe, expect, it } from "vitest";
import { readCounters } from "@/lib/counters";
import { db } from "@/lib/db";
import { getTransaction } from "@/lib/portfolio/get-transaction";
import { withLocalApp } from "@/tests/support/local-app";
import { startRecordedServer } from "@/tests/support/recorded-blockfrost";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";
import { syncNewWallet } from "@/tests/support/synced-wallet";

const recordings = await startRecordedServer();

/** The longest recorded history of an account, with three tokens that come again and again. */
const folder = "preview-chain-wallets/stake_test1urkmj2vzdey7ac065rleyrc03fzp7gxxhw32pzgxv8dwuasaqtjuz";

describe.skipIf(!isRecordedHere)(`The token cache over a real wallet${unlessRecorded}`, () => {
  withLocalApp(
    { url: recordings.url, network: "preview", close: () => recordings.close() },
    { environment: { BLOCKFROST_BURST: "5000" } },
  );

  it("answers at least 80 % of what the pages of all its transactions ask for the first time", async () => {
    const { wallets } = recordings.serve(folder);
    const { userId, walletId } = await syncNewWallet(wallets[0] ?? "");
    await expect.poll(() => db().token.count(), { timeout: 20_000 }).toBe(3);
    const rows = await db().transaction.findMany({ where: { walletId }, select: { id: true } });
    for (const { id } of rows) await getTransaction(userId, id);
    const counters = await readCounters(new Date());
    const [hits = 0, misses = 0] = [counters.get("tokens:hit"), counters.get("tokens:miss")];
    console.log(`${rows.length} transactions: ${hits} hits, ${misses} misses`);
    expect(hits).toBeGreaterThan(100);
    expect(hits / (hits + misses)).toBeGreaterThanOrEqual(0.8);
  });
});
