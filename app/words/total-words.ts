import type { Wallet } from "@/lib/contract/wallet";
import { adaText, countOf } from "./amount-text";
import { isRunning } from "./sync-words";

type Counted = Pick<Wallet, "id" | "sync" | "proof">;

/** How far the wallets behind a total are to be trusted. */
export interface TotalState {
  /** Being read, with more to come. */
  readonly reading: readonly Counted[];
  /** Never read to its end, and not being read either. */
  readonly stopped: number;
  /** Of all that is being read; null while it is not counted. */
  readonly percent: number | null;
  readonly diverged: number;
  /** Transactions that could not be read. */
  readonly leftOut: number;
}

export function totalState(wallets: readonly Counted[]): TotalState {
  const reading = wallets.filter(({ sync }) => isBeingRead(sync));
  const counts = reading.map(({ sync }) => sync.total);
  const total = counts.every((count) => count !== null) ? counts.reduce((sum, count) => sum + count, 0) : 0;
  const processed = reading.reduce((sum, { sync }) => sum + sync.processed, 0);
  return {
    reading,
    stopped: wallets.filter(({ sync }) => sync.lastSyncedAt === null && isOver(sync)).length,
    percent: total === 0 ? null : Math.min(99, Math.floor((processed * 100) / total)),
    diverged: wallets.filter(({ proof }) => proof.status === "diverged").length,
    leftOut: wallets.reduce((sum, { proof }) => sum + proof.quarantined, 0),
  };
}

/** For the first time, or with more still to come than one look brings. */
function isBeingRead({ status, lastSyncedAt, processed, total }: Wallet["sync"]): boolean {
  return isRunning(status) && (lastSyncedAt === null || (total !== null && processed < total));
}

function isOver({ status }: Wallet["sync"]): boolean {
  return status === "failed" || status === "cancelled";
}

/** `So far: 1 of 5 wallets is still being read, 20 %.` Null where the total is whole. */
export function soFarText({ reading, stopped, percent }: TotalState, of: number): string | null {
  const parts: string[] = [];
  const done = percent === null ? "" : `, ${percent} %`;
  if (reading.length > 0) {
    parts.push(
      `${of === 1 ? "this wallet is" : `${reading.length} of ${of} wallets ${verb(reading.length)}`} still being read${done}`,
    );
  }
  if (stopped > 0) {
    parts.push(
      `${of === 1 ? "this wallet was" : `${stopped} of ${of} wallets ${stopped === 1 ? "was" : "were"}`} not read to the end`,
    );
  }
  return parts.length === 0 ? null : `So far: ${parts.join("; ")}.`;
}

const verb = (count: number) => (count === 1 ? "is" : "are");

/** What the chain itself says of the wallets that are being read, known before our own sum; null unless it is of all of them. */
export function chainBalanceText(
  { reading }: TotalState,
  known: ReadonlyMap<string, bigint>,
  of: number,
): string | null {
  if (reading.length === 0 || reading.some(({ id }) => !known.has(id))) return null;
  const sum = reading.reduce((total, { id }) => total + (known.get(id) ?? 0n), 0n);
  const where =
    of === 1 ? "this wallet" : reading.length === 1 ? "the wallet still being read" : "the wallets still being read";
  return `The chain's own balance of ${where} is ${adaText(sum)}.`;
}

/** What is wrong with a total for good, until somebody looks: each leads to the issues. */
export function totalMarks({ diverged, leftOut }: TotalState, of: number): string[] {
  return [
    ...(diverged === 0
      ? []
      : [
          of === 1
            ? "Does not match the chain"
            : `${diverged} of ${of} wallets ${diverged === 1 ? "does" : "do"} not match the chain`,
        ]),
    ...(leftOut === 0
      ? []
      : [`${countOf(leftOut)} ${leftOut === 1 ? "transaction is" : "transactions are"} not counted`]),
  ];
}
