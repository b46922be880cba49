import "server-only";
import { userDb } from "@/lib/db";
import { tellWithdrawal } from "@/lib/ledger/withdrawal-words";
import { tellAmounts } from "@/lib/ledger/wording";
import { readWithdrawn } from "@/lib/portfolio/read-reward-accounts";
import { toJson } from "@/lib/http/to-json";

const pageSize = 500;

type Page = { readonly skip: number; readonly take: number };
type ReadPage = (page: Page) => Promise<readonly unknown[]>;

/**
 * Everything that is stored about a user, as one JSON document in pieces: a list for each kind of row, a page in memory
 * at a time. Hashes of secrets and the chain's public bytes are left out; quantities are decimal strings.
 */
export async function* exportAccount(userId: string, now: Date): AsyncGenerator<string> {
  yield `{"exportedAt":${toJson(now)}`;
  for (const [name, read] of Object.entries(lists(userId))) {
    yield `,\n"${name}":[`;
    for (let skip = 0, more = true; more; skip += pageSize) {
      const rows = await read({ skip, take: pageSize });
      if (rows.length > 0) yield (skip === 0 ? "\n" : ",\n") + rows.map(toJson).join(",\n");
      more = rows.length === pageSize;
    }
    yield "]";
  }
  yield "}\n";
}

function lists(userId: string): Record<string, ReadPage> {
  return { ...ownWords(userId), ...ofTheChain(userId) };
}

/** Who they are, what they follow, and what they wrote and decided. */
function ownWords(userId: string): Record<string, ReadPage> {
  const own = userDb(userId);
  const where = { userId };
  return {
    user: (page) => own.user.findMany({ where: { id: userId }, orderBy: { id: "asc" }, ...page }),
    signInKeys: (page) => own.signInKey.findMany({ where, orderBy: { addedAt: "asc" }, ...page }),
    devices: (page) => own.session.findMany({ where, orderBy: { id: "asc" }, ...page }),
    securityEvents: (page) => own.securityEvent.findMany({ where, orderBy: [{ at: "asc" }, { id: "asc" }], ...page }),
    wallets: (page) => own.wallet.findMany({ where, orderBy: { id: "asc" }, ...page }),
    addresses: (page) =>
      own.walletAddress.findMany({ where, orderBy: [{ walletId: "asc" }, { address: "asc" }], ...page }),
    editsInWaiting: (page) =>
      own.orphanedEdit.findMany({ where, orderBy: [{ walletId: "asc" }, { txHash: "asc" }], ...page }),
    eventCorrections: (page) =>
      own.eventCorrection.findMany({
        where,
        orderBy: [
          { walletId: "asc" },
          { txHash: "asc" },
          { role: "asc" },
          { unit: "asc" },
          { incoming: "asc" },
          { orderRef: "asc" },
          { ordinal: "asc" },
        ],
        ...page,
      }),
    correctionRules: (page) => own.correctionRule.findMany({ where, orderBy: { id: "asc" }, ...page }),
    tokenMarks: (page) => own.tokenMark.findMany({ where, orderBy: { unit: "asc" }, ...page }),
    contractNames: (page) => own.contractName.findMany({ where, orderBy: { credential: "asc" }, ...page }),
    ownPrices: (page) =>
      own.ownPrice.findMany({ where, orderBy: [{ unit: "asc" }, { isDay: "asc" }, { at: "asc" }], ...page }),
    exportNumbers: (page) => own.exportNumber.findMany({ where, orderBy: { number: "asc" }, ...page }),
    addressBook: (page) => own.addressBook.findMany({ where, orderBy: { address: "asc" }, ...page }),
    openingLots: (page) => own.openingLot.findMany({ where, orderBy: { id: "asc" }, ...page }),
    accountingSettings: (page) => own.accountingSetting.findMany({ where, orderBy: { userId: "asc" }, ...page }),
    watchedTokens: (page) => own.watch.findMany({ where, orderBy: { unit: "asc" }, ...page }),
    keyWords: (page) => own.keyWord.findMany({ where, orderBy: { credential: "asc" }, ...page }),
    relabelings: (page) => own.relabel.findMany({ where, orderBy: { id: "asc" }, include: { changes: true }, ...page }),
  };
}

/** What was read for them. */
function ofTheChain(userId: string): Record<string, ReadPage> {
  const own = userDb(userId);
  const where = { userId };
  return {
    transactions: async (page) => {
      const include = {
        flows: true,
        scriptRows: true,
        delegations: true,
        events: true,
        openings: true,
        closings: true,
      };
      const rows = await own.transaction.findMany({ where, orderBy: { id: "asc" }, include, ...page });
      const withdrawn = await readWithdrawn(userId);
      const told = ({ id, summary }: (typeof rows)[number]) =>
        tellAmounts(tellWithdrawal(summary, withdrawn.get(id) ?? []));
      return rows.map((row) => ({ ...row, summary: told(row) }));
    },
    balances: (page) =>
      own.balance.findMany({
        where: { ...where, quantity: { not: 0 } },
        orderBy: [{ walletId: "asc" }, { unit: "asc" }, { place: "asc" }, { credential: "asc" }],
        ...page,
      }),
    rewards: (page) =>
      own.stakingReward.findMany({ where, orderBy: [{ walletId: "asc" }, { epoch: "asc" }, { type: "asc" }], ...page }),
    activeStakes: (page) =>
      own.activeStake.findMany({ where, orderBy: [{ walletId: "asc" }, { epoch: "asc" }], ...page }),
    proofs: (page) => own.walletProof.findMany({ where, orderBy: { walletId: "asc" }, ...page }),
    holdingsSnapshots: (page) =>
      own.portfolioHoldingsSnapshot.findMany({
        where,
        orderBy: [{ walletId: "asc" }, { asOf: "asc" }, { unit: "asc" }],
        ...page,
      }),
    valuations: (page) => own.valuation.findMany({ where, orderBy: { walletId: "asc" }, ...page }),
    wantedPrices: (page) =>
      own.wantedPrice.findMany({ where, orderBy: [{ walletId: "asc" }, { unit: "asc" }, { day: "asc" }], ...page }),
    tokenLookups: (page) => own.tokenLookup.findMany({ where, orderBy: { walletId: "asc" }, ...page }),
    blocksSeen: (page) =>
      own.chainBreadcrumb.findMany({ where, orderBy: [{ walletId: "asc" }, { height: "asc" }], ...page }),
    quarantined: (page) =>
      own.quarantinedTransaction.findMany({ where, orderBy: { id: "asc" }, omit: { raw: true }, ...page }),
    syncs: (page) => own.syncJob.findMany({ where, orderBy: { id: "asc" }, ...page }),
  };
}
