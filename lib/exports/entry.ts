import { minus, plus } from "@/lib/accounting/money";
import type { ExportRow, RowKind, Side } from "@/lib/exports/export-row";

/** A line of a file: a row, or one of those that a tool needs in its place. */
export interface Entry {
  readonly at: number;
  readonly kind: RowKind;
  /** Whose line it is; of the side that came of a transfer, its receiver. */
  readonly wallet: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly sent: Side | null;
  readonly received: Side | null;
  readonly fee: Side | null;
  /** The fee that `sent` or `received` has in it. */
  readonly folded: Side | null;
  readonly hash: string | null;
  /** Its own among all lines of the file. */
  readonly id: string;
  readonly description: string;
}

/**
 * The lines of a row before a tool's own rules.
 *
 * @param wallet whose file it is; null: everybody's
 * @param transfers as one line with both sides, where both are of this file, or as two
 */
export function entriesOf(row: ExportRow, wallet: string | null, transfers: "one" | "two"): Entry[] {
  const { at, kind, sent, received, fee, hash, description } = row;
  const line = { at, kind, sent, received, fee, folded: null, hash, description };
  if (row.toWallet === null) {
    if (wallet !== null && row.wallet !== wallet) return [];
    const [from, to] = [sent === null ? null : row.wallet, received === null ? null : row.wallet];
    return [{ ...line, wallet: row.wallet, from, to, id: idOf(row) }];
  }
  const ends = { from: row.wallet, to: row.toWallet };
  if (transfers === "one" && wallet === null) return [{ ...line, ...ends, wallet: row.wallet, id: idOf(row) }];
  const went = { ...line, ...ends, wallet: row.wallet, received: null, id: idOf(row, "out") };
  const came = { ...line, ...ends, wallet: row.toWallet, sent: null, fee: null, id: idOf(row, "in") };
  return [went, came].filter((each) => wallet === null || each.wallet === wallet);
}

/** The transaction's hash, and for its later rows a suffix: tools take two lines of one id for a double. */
function idOf({ hash, row, wallet }: ExportRow, part?: string): string {
  const base = hash ?? `reward-${row}-${wallet}`;
  const suffix = [...(hash !== null && (row > 0 || part !== undefined) ? [String(row)] : []), ...(part ? [part] : [])];
  return [base, ...suffix].join(".");
}

/** With the fee in what was given, or taken off what was got, where it is of the same coin. What came must be more than the fee. */
export function foldFee(entry: Entry): Entry {
  const { sent, received, fee } = entry;
  if (fee === null) return entry;
  if (sent?.unit === fee.unit) {
    const more = { ...sent, quantity: sent.quantity + fee.quantity, worth: plus(sent.worth, fee.worth) };
    return { ...entry, sent: more, fee: null, folded: fee };
  }
  if (received?.unit !== fee.unit || received.quantity <= fee.quantity) return entry;
  const less = { ...received, quantity: received.quantity - fee.quantity, worth: minus(received.worth, fee.worth) };
  return { ...entry, received: less, fee: null, folded: fee };
}

/** The fee as a line of its own. */
export function splitFee(entry: Entry): Entry[] {
  const { fee, wallet, id } = entry;
  if (fee === null) return [entry];
  const alone = { ...entry, kind: "fee" as const, from: wallet, to: null, sent: fee, received: null, fee: null };
  return [
    { ...entry, fee: null },
    { ...alone, id: `${id}.fee` },
  ];
}

/** Folded; and where what came is no more than the fee, alone. */
export function foldOrSplitFee(entry: Entry): Entry[] {
  const folded = foldFee(entry);
  return folded.fee !== null && folded.fee.unit === folded.received?.unit ? splitFee(folded) : [folded];
}

/** What was given and what was got as lines of their own, the fee with what was given. */
export function splitSides(entry: Entry): Entry[] {
  const { sent, received, folded, id } = entry;
  if (sent === null || received === null) return [entry];
  const isInSent = folded?.unit === sent.unit;
  return [
    { ...entry, received: null, folded: isInSent ? folded : null, id: `${id}.out` },
    { ...entry, sent: null, fee: null, folded: isInSent ? null : folded, id: `${id}.in` },
  ];
}

/** At most so many decimals, towards zero; what falls below the last one is gone. */
export function truncated(entry: Entry, decimals: number): Entry {
  const cut = (side: Side | null): Side | null => {
    if (side === null || side.decimals <= decimals) return side;
    const quantity = side.quantity / 10n ** BigInt(side.decimals - decimals);
    return quantity === 0n ? null : { ...side, quantity, decimals };
  };
  return { ...entry, sent: cut(entry.sent), received: cut(entry.received), fee: cut(entry.fee) };
}
