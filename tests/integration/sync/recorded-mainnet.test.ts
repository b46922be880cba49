import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { withLocalApp } from "@/tests/support/local-app";
import { startRecordedServer } from "@/tests/support/recorded-blockfrost";
import { isRecordedHere, readRecorded, unlessRecorded } from "@/tests/support/recorded-files";
import { syncNewWallet } from "@/tests/support/synced-wallet";

const recordings = await startRecordedServer();

describe.skipIf(!isRecordedHere)(`Wallets of mainnet through the production path${unlessRecorded}`, () => {
  withLocalApp({ url: recordings.url, network: "mainnet", close: () => recordings.close() });

  const whole2021 = "blockfrost-websocket-link/wallet-2021-12-16";

  it(`${whole2021} ends at Blockfrost's own totals; its pool and withdrawal are derived, as their answers are not recorded`, async () => {
    recordings.serve(whole2021);
    const { availableBalance, history, misc, tokens } = readRecorded(
      `${whole2021}/expected/getAccountInfo_basic_1.json`,
    ) as {
      availableBalance: string;
      history: { total: number };
      misc: { staking: { address: string; poolId: string; rewards: string } };
      tokens: { unit: string; quantity: string }[];
    };
    const { staking } = misc;
    const { userId: _, walletId, ...ended } = await syncNewWallet(staking.address);
    const { poolId, withdrawable } = await db().wallet.findUniqueOrThrow({ where: { id: walletId } });
    expect({ ...ended, poolId, withdrawable: withdrawable?.toString() }).toEqual({
      status: "completed",
      error: null,
      processed: history.total,
      quarantined: 0,
      balance: {
        lovelace: availableBalance,
        ...Object.fromEntries(tokens.map(({ unit, quantity }) => [unit, quantity])),
      },
      proof: "proven",
      withdrawals: { computed: "730065", onChain: "730065" },
      poolId: staking.poolId,
      withdrawable: staking.rewards,
    });
  });

  it("yoroi-bridge/byron-address-history: both addresses end at nothing, with the whole recorded history between them", async () => {
    const folder = "yoroi-bridge/byron-address-history";
    const { wallets } = recordings.serve(folder);
    const { complete_history_until_that_block: history } = readRecorded(`${folder}/expected/history.json`) as {
      complete_history_until_that_block: string[];
    };
    const ended = [];
    for (const address of wallets) ended.push(await syncNewWallet(address));
    const empty = { status: "completed", error: null, quarantined: 0, balance: {}, proof: "proven", withdrawals: null };
    expect(ended.map(({ userId: _user, walletId: _wallet, ...rest }) => rest)).toEqual([
      { ...empty, processed: 2 },
      { ...empty, processed: 13 },
    ]);
    const rows = await db().transaction.findMany({
      where: { walletId: { in: ended.map(({ walletId }) => walletId) } },
      select: { txHash: true },
      orderBy: [{ blockHeight: "asc" }, { txIndex: "asc" }],
    });
    expect(rows.map(({ txHash }) => txHash)).toEqual(history);
  });
});
