import { expect, it } from "vitest";
import { startChain } from "@/dev/chain/server";
import { redis, redisKey } from "@/lib/redis";
import { readChainBalances } from "@/lib/sync/chain-balance";
import { withLocalApp } from "@/tests/support/local-app";
import { syncAgain, syncNewWallet } from "@/tests/support/synced-wallet";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
withLocalApp({ ...simulated, network: "mainnet", close: () => simulated.close() });

const { chain } = simulated;

it("the chain's own balance is noted at the beginning of a first sync, for a day, without a call of its own", async () => {
  const account = chain.addWallet({ seed: "noted", transactions: 30 }).stakeAddress ?? "";
  const [address = ""] = chain.addWallet({ seed: "noted-address", transactions: 30, kind: "enterprise" }).addresses;
  const ofAccount = await syncNewWallet(account);
  const ofAddress = await syncNewWallet(address);
  const sum = (unspent: readonly { readonly value: { readonly lovelace: bigint } }[]) =>
    unspent.reduce((total, { value }) => total + value.lovelace, 0n);
  const known = await readChainBalances([ofAccount.walletId, ofAddress.walletId, crypto.randomUUID()]);
  expect(known).toEqual(
    new Map([
      [
        ofAccount.walletId,
        sum(chain.utxos.ofAccount(account)) + chain.staking.withdrawable(account, chain.tip().epoch),
      ],
      [ofAddress.walletId, sum(chain.utxos.atAddress(address))],
    ]),
  );
  const key = redisKey("chain-balance", ofAccount.walletId);
  const secondsLeft = await redis().ttl(key);
  expect(secondsLeft).toBeGreaterThan(86_000);

  await redis().del(key);
  await syncAgain(ofAccount);
  expect(await readChainBalances([ofAccount.walletId])).toEqual(new Map());
});
