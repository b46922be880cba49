import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { getStaking } from "@/lib/portfolio/get-staking";
import { withLocalApp } from "@/tests/support/local-app";
import { startRecordedServer } from "@/tests/support/recorded-blockfrost";
import { areCasesHere, unlessCases } from "@/tests/support/reported-cases";
import { syncNewWallet } from "@/tests/support/synced-wallet";

const recordings = await startRecordedServer();

describe.skipIf(!areCasesHere)(`Stake that stayed with a retired pool${unlessCases}`, () => {
  withLocalApp({ url: recordings.url, network: "mainnet", close: () => recordings.close() });

  it("is told by the chain's word, which is kept for all users and asked for once a day", async () => {
    const [stakeAddress = ""] = recordings.serve("../cases/delegated-to-retired-pool/data").wallets;
    const { userId } = await syncNewWallet(stakeAddress);
    const [account] = (await getStaking(userId, {})).accounts;
    // No list says in which epoch: then it is the last one that it paid for.
    expect(account?.delegation?.state).toEqual({ is: "retired", epoch: 612 });
    const [pool] = await db().stakePool.findMany();
    expect(pool).toMatchObject({ poolId: account?.delegation?.pool.id, retired: true, retiringEpoch: null });
    await getStaking(userId, {});
    expect(await db().stakePool.findMany()).toEqual([pool]);
  });
});
