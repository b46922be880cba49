import { describe, expect, test } from "vitest";
import { createGuest } from "@/lib/auth/create-guest";
import { db } from "@/lib/db";
import { addWallet } from "@/lib/wallets/add-wallet";
import { deleteWallet } from "@/lib/wallets/delete-wallet";
import { balanceDifferences } from "@/tests/support/balance-differences";
import { labelDifferences } from "@/tests/support/label-differences";
import { withLocalApp } from "@/tests/support/local-app";
import { startRecordedServer } from "@/tests/support/recorded-blockfrost";
import { areCasesHere, reportedCases, unlessCases } from "@/tests/support/reported-cases";

const recordings = await startRecordedServer();

/** A joint payment out of two accounts; the one who is paid is followed as well, or not. */
const joint = reportedCases().find(({ name }) => name === "paid-out-of-two-own-wallets");
const [a = "", b = ""] = joint?.addresses ?? [];

async function untilQuiet(userId: string): Promise<void> {
  const until = Date.now() + 30_000;
  const isBusy = async () =>
    (await db().syncJob.count({ where: { userId, finishedAt: null } })) +
      (await db().dueTelling.count({ where: { userId } })) +
      (await db().dueCorrection.count({ where: { userId } })) >
    0;
  while (await isBusy()) {
    if (Date.now() > until) throw new Error("still at work");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function newUser(): Promise<string> {
  return (await createGuest(new Date())).user.id;
}

async function follow(userId: string, addresses: readonly string[], atOnce = false): Promise<string[]> {
  const ids: string[] = [];
  for (const address of addresses) {
    ids.push((await addWallet(userId, { address })).walletId);
    if (!atOnce) await untilQuiet(userId);
  }
  await untilQuiet(userId);
  return ids;
}

/** Everything that is told of a user's transactions, whatever their ids. */
async function toldOf(userId: string) {
  const rows = await db().transaction.findMany({
    where: { userId, wallet: { removed: null } },
    include: { flows: true, events: true, wallet: { select: { subject: true } } },
  });
  const told = rows.map(({ wallet, flows, events, ...row }) => {
    const { txHash, action, classifiedAction, direction, summary, counterparty, netLovelace, fee, deposit, shared } =
      row;
    return {
      ...{ subject: wallet.subject, txHash, action, classifiedAction, direction, summary, counterparty, shared },
      ...{ net: netLovelace.toFixed(), fee: fee?.toFixed() ?? null, deposit: deposit.toFixed() },
      flows: flows
        .map(({ unit, place, credential, netChange }) => `${unit} ${place} ${credential} ${netChange.toFixed()}`)
        .sort(),
      events: events
        .map(({ index, role, unit, quantity, location, counterparty: to }) =>
          [index, role, unit, quantity.toFixed(), location, to].join(" "),
        )
        .sort(),
    };
  });
  return told.sort((x, y) => (`${x.txHash}${x.subject}` < `${y.txHash}${y.subject}` ? -1 : 1));
}

describe.skipIf(!areCasesHere)(`Wallets of one person${unlessCases}`, () => {
  withLocalApp({ url: recordings.url, network: "mainnet", close: () => recordings.close() });

  test("are told the same in whatever order they came, and a removed one as though it had never been", async () => {
    recordings.serve(joint?.folder ?? "");
    const both = await newUser();
    await follow(both, [a, b]);
    const right = await toldOf(both);
    const paid = right.filter(({ txHash }) => right.filter((row) => row.txHash === txHash).length > 1);
    expect(paid.map(({ action, fee }) => [action, fee]).sort()).toEqual([
      ["internal_transfer", null],
      ["send", "200000"],
    ]);
    // The one who is paid, as a third wallet.
    const payee = paid.find(({ action }) => action === "send")?.counterparty ?? "";

    const turned = await newUser();
    await follow(turned, [b, a]);
    expect(await toldOf(turned)).toEqual(right);

    const three = await newUser();
    const ids = await follow(three, [a, payee, b]);
    const all = await toldOf(three);
    expect(all.filter(({ txHash }) => txHash === paid[0]?.txHash).map(({ action }) => action)).toEqual(
      Array.from({ length: 3 }, () => "internal_transfer"),
    );
    const atOnce = await newUser();
    await follow(atOnce, [payee, b, a], true);
    expect(await toldOf(atOnce)).toEqual(all);

    await deleteWallet(three, ids[1] ?? "");
    await untilQuiet(three);
    expect(await toldOf(three)).toEqual(right);
    await deleteWallet(three, ids[2] ?? "");
    await untilQuiet(three);
    const alone = await newUser();
    await follow(alone, [a]);
    expect(await toldOf(three)).toEqual(await toldOf(alone));
    expect([await balanceDifferences(), await labelDifferences()]).toEqual([[], []]);
  }, 120_000);
});
