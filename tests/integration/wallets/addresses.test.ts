import { describe, expect, test } from "vitest";
import { GET, PATCH } from "@/app/api/wallets/[id]/addresses/route";
import { createGuest } from "@/lib/auth/create-guest";
import { proveAddresses } from "@/lib/auth/prove-addresses";
import type { WalletAddressesAnswer } from "@/lib/contract/wallet-addresses";
import { db } from "@/lib/db";
import { getAdaAllocation } from "@/lib/portfolio/get-ada-allocation";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { addWallet } from "@/lib/wallets/add-wallet";
import { balanceDifferences } from "@/tests/support/balance-differences";
import { callRoute } from "@/tests/support/call-route";
import { withLocalApp } from "@/tests/support/local-app";
import { startRecordedServer } from "@/tests/support/recorded-blockfrost";
import { areCasesHere, reportedCases, unlessCases } from "@/tests/support/reported-cases";

const recordings = await startRecordedServer();

async function untilQuiet(userId: string): Promise<void> {
  const until = Date.now() + 30_000;
  const isBusy = async () =>
    (await db().syncJob.count({ where: { userId, finishedAt: null } })) +
      (await db().dueTelling.count({ where: { userId } })) >
    0;
  while (await isBusy()) {
    if (Date.now() > until) throw new Error("still at work");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function followed(name: string) {
  const found = reportedCases().find((each) => each.name === name);
  recordings.serve(found?.folder ?? "");
  const { user, token: session } = await createGuest(new Date());
  const { walletId } = await addWallet(user.id, { address: found?.addresses[0] ?? "" });
  await untilQuiet(user.id);
  const ask = async (handler: typeof GET, options: { readonly method?: string; readonly body?: unknown } = {}) => {
    const answer = await callRoute(handler, "/", { params: { id: walletId }, session, ...options });
    return { status: answer.status, body: (await answer.json()) as WalletAddressesAnswer };
  };
  const say = async (address: string, state: "mine" | "foreign" | null) => {
    const { status } = await ask(PATCH, { method: "PATCH", body: { address, state } });
    await untilQuiet(user.id);
    return status;
  };
  const told = async () => {
    const { total } = await getAdaAllocation(user.id, { wallet: walletId });
    const { transactions } = await listTransactions(user.id, { sort: "oldest", limit: 50 });
    const proof = await db().walletProof.findUnique({ where: { walletId }, select: { status: true } });
    return { total, rows: transactions.map((row) => [row.action, row.netLovelace, row.fee]), proof: proof?.status };
  };
  return { userId: user.id, walletId, list: async () => (await ask(GET)).body, say, told };
}

describe.skipIf(!areCasesHere)(`Whose the addresses of a wallet are${unlessCases}`, () => {
  withLocalApp({ url: recordings.url, network: "mainnet", close: () => recordings.close() });

  test("one that its own key emptied is asked about; not mine leaves totals, rows and proof, and comes back with undo", async () => {
    const { list, say, told } = await followed("stranger-first-to-spend");
    const before = await told();
    const asked = (await list()).addresses.filter(({ isAsked }) => isAsked);
    expect([before.total, before.proof, asked.map(({ lovelace, state }) => [lovelace, state])]).toEqual([
      "866800000",
      "proven",
      [["777000000", "claimed"]],
    ]);
    const strangers = asked[0]?.address ?? "";
    expect(await say(strangers, "foreign")).toBe(200);
    const without = await told();
    expect([without.total, without.proof]).toEqual(["89800000", "proven"]);
    expect(without.rows.filter(([, net]) => net !== "0")).toHaveLength(2);
    const listed = (await list()).addresses.find(({ address }) => address === strangers);
    expect(listed).toMatchObject({ state: "foreign", saidBy: "person", isAsked: false, lovelace: "777000000" });
    expect(await balanceDifferences()).toEqual([]);
    expect(await say(strangers, null)).toBe(200);
    expect(await told()).toEqual(before);
  });

  test("who signs for a shared wallet is told, and its addresses are spendable", async () => {
    const { list } = await followed("multisig-wallet");
    const { signers, addresses } = await list();
    expect(signers.map(({ keys, required }) => [keys.length, required])).toContainEqual([3, 2]);
    expect(addresses.map(({ state }) => state)).toEqual(addresses.map(() => "proven"));
  });

  test("accounts to which an own key moved value are offered", async () => {
    const { list } = await followed("several-own-stake-keys");
    expect((await list()).elsewhere).toHaveLength(4);
  });

  test("what a wallet names with its sign-in is proven, if it stands under the key that signed; the person's word stands above it", async () => {
    const { userId, list, say } = await followed("hd-receive-addresses");
    const stake = reportedCases().find(({ name }) => name === "hd-receive-addresses")?.addresses[0] ?? "";
    const { addresses } = await list();
    const [first = "", second = ""] = addresses.map(({ address }) => address);
    await say(first, "foreign");
    const stranger = (await followed("several-own-stake-keys")).list;
    const elses = (await stranger()).addresses[0]?.address ?? "";
    await proveAddresses(userId, stake, [first, second, elses, "nonsense"]);
    const states = Object.fromEntries((await list()).addresses.map(({ address, state }) => [address, state]));
    expect([states[first], states[second]]).toEqual(["foreign", "proven"]);
    expect(await db().keyWord.count({ where: { userId } })).toBe(2);
  });
});
