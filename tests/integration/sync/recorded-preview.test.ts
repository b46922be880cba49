import { beforeEach, describe, expect, it } from "vitest";
import { emptyTables } from "@/tests/support/database";
import { withLocalApp } from "@/tests/support/local-app";
import { startRecordedServer } from "@/tests/support/recorded-blockfrost";
import { isRecordedHere, previewWallets, unlessRecorded } from "@/tests/support/recorded-files";
import { syncNewWallet } from "@/tests/support/synced-wallet";

const recordings = await startRecordedServer();

describe.skipIf(!isRecordedHere)(`Wallets of the preview chain through the production path${unlessRecorded}`, () => {
  withLocalApp(
    { url: recordings.url, network: "preview", close: () => recordings.close() },
    { environment: { BLOCKFROST_BURST: "5000" } },
  );

  // What one sync fetched, the next would take from our own store.
  beforeEach(emptyTables);

  const cases = previewWallets().flatMap((folder) => [
    { folder, from: "bytes", withoutCbor: false },
    { folder, from: "plain answers", withoutCbor: true },
  ]);

  it.each(cases)("$folder from $from ends as the chain does, asset by asset", async ({ folder, withoutCbor }) => {
    const { finalState, wallets } = recordings.serve(folder, { withoutCbor });
    const [wallet = ""] = wallets;
    const { status, error, processed, quarantined, balance, proof, withdrawals } = await syncNewWallet(wallet);
    expect({ status, error, processed, quarantined, balance, proof, withdrawals }).toEqual({
      status: "completed",
      error: null,
      processed: finalState?.tx_count,
      quarantined: 0,
      balance: finalState?.utxo_balance,
      proof: "proven",
      withdrawals: wallet.startsWith("stake")
        ? { computed: finalState?.withdrawals_sum, onChain: finalState?.withdrawals_sum }
        : null,
    });
  });
});
