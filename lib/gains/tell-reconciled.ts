import { limits } from "@/lib/contract/limits";
import type { ReconcileAnswer } from "@/lib/contract/reconcile";
import type { HistoricTransaction } from "@/lib/gains/read-history";
import type { TokenLabel } from "@/lib/portfolio/token-name";
import { decimalText } from "@/lib/reconcile/decimal-text";
import type { OwnReward } from "@/lib/reconcile/match-rewards";
import { together, type OwnTransaction } from "@/lib/reconcile/own-transaction";
import type { Difference, Reconciled } from "@/lib/reconcile/reconcile";
import type { ToldFile, ToldRow } from "@/lib/reconcile/told-file";
import { sumsByName, type NamedSum } from "@/lib/reconcile/told-transaction";

type Amount = ReconcileAnswer["different"][number]["theirs"][number];

interface Known {
  readonly looks: ReadonlyMap<string, TokenLabel>;
  readonly history: readonly HistoricTransaction[];
}

/** Lines of a file, and amounts, that are told of one transaction. */
const mostTold = 20;

/** What was found, as the contract has it: of each list the first rows, with counts of all. */
export function tellReconciled(file: ToldFile, found: Reconciled, known: Known): Omit<ReconcileAnswer, "wasAsked"> {
  const teller = new Teller(found.wallet, known);
  const { missingHere, missingThere, different } = found;
  return {
    recognisedAs: file.form,
    rows: file.rows.length,
    walletId: found.wallet,
    matched: found.matched,
    counts: {
      ...{ missingHere: missingHere.length, missingThere: missingThere.length, different: different.length },
    },
    missingHere: missingHere.slice(0, limits.reconciledRows).map((told) => ({
      txHash: told.hash,
      at: timeOf(told.rows[0]?.at ?? null),
      lines: linesOf(told.rows),
      theirs: sumsByName(told).map(unknownAmount).slice(0, mostTold),
      otherWalletId: told.otherWallet,
    })),
    missingThere: missingThere
      .slice(0, limits.reconciledRows)
      .map((own) => ({ ...teller.place(own), ours: teller.amounts(teller.oursOf(own)) })),
    different: different.slice(0, limits.reconciledRows).map((each) => teller.difference(each)),
  };
}

const timeOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const linesOf = (rows: readonly ToldRow[]) => rows.slice(0, mostTold).map(({ line }) => line);

const unknownAmount = ({ name, sum }: NamedSum): Amount => ({
  ...{ unit: null, name, ticker: null, decimals: null },
  quantity: decimalText(sum),
});

class Teller {
  private readonly byHash: ReadonlyMap<string, HistoricTransaction>;

  constructor(
    private readonly wallet: string | null,
    private readonly known: Known,
  ) {
    this.byHash = new Map(known.history.map((each) => [each.hash, each]));
  }

  /** Where to look at it: in the wallet that the file is of, or in the first that took part. */
  place(own: OwnTransaction | OwnReward) {
    const at = new Date(own.at).toISOString();
    if ("wallet" in own) return { txHash: null, transactionId: null, walletId: own.wallet, at };
    const wallets = this.byHash.get(own.hash)?.wallets ?? [];
    const row = wallets.find(({ wallet }) => wallet === this.wallet) ?? wallets[0];
    if (row === undefined) throw new Error("A transaction without a wallet");
    return { txHash: own.hash, transactionId: row.transactionId, walletId: row.wallet, at };
  }

  oursOf(own: OwnTransaction | OwnReward): ReadonlyMap<string, bigint> {
    if ("wallet" in own) return new Map([["lovelace", own.quantity]]);
    const { sides } = own;
    const side = this.wallet === null ? together([...sides.values()]) : sides.get(this.wallet);
    // What nobody owns more or less of for it only moved.
    return side === undefined ? new Map<string, bigint>() : side.told.size > 0 ? side.told : side.moved;
  }

  difference({ rows, own, matchedBy, theirs, ours, why: [why, ...also] }: Difference) {
    const units = new Map([...theirs.units].map(([unit, { quantity }]) => [unit, quantity]));
    return {
      ...this.place(own),
      lines: linesOf(rows),
      matchedBy,
      theirs: [...this.amounts(units), ...theirs.unknown.map(unknownAmount)].slice(0, mostTold),
      ours: this.amounts(ours),
      ...{ why, also },
    };
  }

  amounts(quantities: ReadonlyMap<string, bigint>): Amount[] {
    return [...quantities].slice(0, mostTold).map(([unit, quantity]) => {
      const { name, ticker, decimals } = this.known.looks.get(unit) ?? unlabelled(unit);
      return { unit, name, ticker, decimals, quantity: quantity.toString() };
    });
  }
}

/** A reward's lovelace may be the only unit of a wallet without transactions. */
const unlabelled = (unit: string): TokenLabel =>
  unit === "lovelace" ? { name: "Cardano", ticker: "ADA", decimals: 6 } : { name: null, ticker: null, decimals: null };
