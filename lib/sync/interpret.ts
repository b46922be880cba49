import "server-only";
import type { CallWindow } from "@/lib/budget/call-window";
import { WindowClosed } from "@/lib/budget/call-window";
import { txUtxos } from "@/lib/blockfrost/chain";
import { mergeResolvedInputs } from "@/lib/blockfrost/normalise-utxos";
import { loadOwnTransactions, loadUtxos, othersAmong, type Reader } from "@/lib/blockfrost/raw-store";
import type { TransactionUtxosAnswer } from "@/lib/blockfrost/schemas";
import type { CredentialHash, TxHash } from "@/lib/cardano/brand";
import type { InputResolver } from "@/lib/ledger/movement";
import { withKeys, type OneScope } from "@/lib/ledger/ownership";
import type { ChainPoint, RawTx } from "@/lib/ledger/raw-tx";
import { toRows, type LedgerRows } from "@/lib/ledger/to-rows";
import { tell } from "@/lib/ledger/tell";
import { evidenceOf, type ValidityEvidence } from "@/lib/ledger/validity-evidence";
import { scopeAfter } from "@/lib/ledger/wallet-delta";
import { asError } from "@/lib/sync/as-error";
import type { HistoryEntry } from "@/lib/sync/fetch-history";
import { isUnreadable } from "@/lib/sync/fetch-transaction";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";
import { scopesOf, type WalletKnowledge, type WalletScopes } from "@/lib/sync/wallet-scopes";

/** What is known of a wallet before its transactions are read. */
export type LedgerWallet = WalletKnowledge &
  Pick<ClaimedJob, "walletId" | "quarantined" | "cursorHeight"> & {
    /** As it was when the rest was read. */
    readonly scopeVersion?: number;
    /** Heights of the transactions that proved further keys, or showed them first: known to those above, as when they came. */
    readonly keysSince?: { readonly verified: KeyHeights; readonly claimed: KeyHeights };
  };
type KeyHeights = Readonly<Record<string, number>>;

export interface Interpreted {
  readonly rows: readonly LedgerRows[];
  /** Of those whose scripts could have failed. */
  readonly validBy: ReadonlyMap<TxHash, ValidityEvidence>;
  /** Payment keys that turned out to be the wallet's own, with the height of the transaction that showed it. */
  readonly verifiedKeys: ReadonlyMap<CredentialHash, number>;
  /** Why transactions that were fetched could not be understood: each is set aside alone, the wallet goes on. */
  readonly failures: ReadonlyMap<TxHash, Error>;
  /** How many of the entries, from the first on, are covered; the rest needs a call that this step could not make. */
  readonly covered: number;
  /** Full inputs and outputs that the chain told for this step; to be stored, so that nobody asks for them again. */
  readonly asked: readonly TransactionUtxosAnswer[];
  /** The first failure of such a call that is not merely the end of the step. */
  readonly failure: Error | null;
}

/** Of a step that could not come to understand anything. */
export const nothingUnderstood: Interpreted = {
  rows: [],
  validBy: new Map(),
  verifiedKeys: new Map(),
  failures: new Map(),
  covered: 0,
  asked: [],
  failure: null,
};

/** Turns fetched transactions, in chain order, into the wallet's rows; asks for full inputs where the cheap data cannot be exact. */
export async function interpret(
  wallet: LedgerWallet,
  entries: readonly HistoryEntry[],
  window: Asking,
  { reader = null, until = Infinity, mostRows = Infinity }: InterpretOptions = {},
): Promise<Interpreted> {
  const scopes = scopesOf(
    wallet,
    entries.flatMap(({ listed }) => listed.addresses),
  );
  const resolve = await resolverFor(wallet, entries);
  const read = (some: readonly HistoryEntry[], merged: ReadonlyMap<TxHash, RawTx | Error>) =>
    fold(
      some,
      (before, height) => knownBy(before, height, wallet.keysSince),
      scopes,
      resolve,
      merged,
      (rows) => rows >= mostRows || Date.now() >= until,
    );
  const first = read(entries, new Map());
  if (first.lacking.length === 0) return { ...first, covered: first.reached, asked: [], failure: null };
  const { merged, asked, missed, failure } = await fullInputs(first.lacking, window, reader);
  const told = read(entries.slice(0, Math.min(first.reached, ...missed)), merged);
  return { ...told, covered: told.reached, asked, failure };
}

interface InterpretOptions {
  readonly reader?: Reader | null;
  /** Milliseconds since the epoch: by then the rest is left to the next step, though one is read at least. */
  readonly until?: number;
  /** Flows and legs after which it stops. */
  readonly mostRows?: number;
}

type Asking = Pick<CallWindow, "call"> & Partial<Pick<CallWindow, "asIfAsked">>;

interface Lacking {
  readonly index: number;
  readonly rawTx: RawTx;
  /** Whether it lay in our own store, and its full inputs may lie there too. */
  readonly isStored: boolean;
}

/** The full inputs of transactions whose cheap data is not exact, each stored, asked for, set aside, or missed in this step. */
async function fullInputs(lacking: readonly Lacking[], window: Asking, reader: Reader | null) {
  const merged = new Map<TxHash, RawTx | Error>();
  const asked: TransactionUtxosAnswer[] = [];
  const missed: number[] = [];
  let failure: Error | null = null;
  const kept = lacking.flatMap(({ rawTx, isStored }) => (isStored ? [rawTx.hash] : []));
  const stored = await loadUtxos(kept);
  const others = reader === null ? new Set<string>() : await othersAmong(reader, kept);
  await Promise.all(
    lacking.map(async ({ index, rawTx }) => {
      try {
        const known = stored.get(rawTx.hash);
        if (known !== undefined && others.has(rawTx.hash)) await window.asIfAsked?.(known);
        const utxos = known ?? (await window.call(() => txUtxos(rawTx.hash)));
        if (utxos === null) return;
        merged.set(rawTx.hash, mergeResolvedInputs(rawTx, utxos));
        if (known === undefined) asked.push(utxos);
      } catch (error) {
        if (isUnreadable(error)) merged.set(rawTx.hash, error);
        else {
          missed.push(index);
          if (!(error instanceof WindowClosed)) failure ??= asError(error);
        }
      }
    }),
  );
  return { merged, asked, missed, failure };
}

/** The scope with the keys that were shown below a height. */
function knownBy(scope: OneScope, height: number, keysSince: LedgerWallet["keysSince"]): OneScope {
  if (keysSince === undefined || scope.kind !== "account") return scope;
  const below = (heights: KeyHeights) =>
    Object.entries(heights).flatMap(([key, since]) => (since < height ? [key as CredentialHash] : []));
  return withKeys(scope, { verified: below(keysSince.verified), claimed: below(keysSince.claimed) });
}

function fold(
  entries: readonly HistoryEntry[],
  grow: (before: OneScope, height: number) => OneScope,
  { own, others }: WalletScopes,
  resolve: InputResolver,
  merged: ReadonlyMap<TxHash, RawTx | Error>,
  isEnough: (rows: number) => boolean,
) {
  let scope = own;
  const rows: LedgerRows[] = [];
  const validBy = new Map<TxHash, ValidityEvidence>();
  const verifiedKeys = new Map<CredentialHash, number>();
  const failures = new Map<TxHash, Error>();
  const lacking: Lacking[] = [];
  let rowCount = 0;
  let reached = 0;
  for (const [index, { listed, fetched }] of entries.entries()) {
    if (index > 0 && isEnough(rowCount)) break;
    reached = index + 1;
    if (fetched.kind === "unreadable") continue;
    const rawTx = merged.get(listed.hash) ?? fetched.rawTx;
    if (rawTx instanceof Error) {
      failures.set(listed.hash, rawTx);
      continue;
    }
    const point = {
      blockHeight: listed.height,
      txIndex: listed.txIndex,
      blockTime: listed.time,
      blockHash: fetched.blockHash,
    };
    const understood = understand(rawTx, point, { own: grow(scope, listed.height), others }, resolve);
    if (understood instanceof Error) {
      failures.set(listed.hash, understood);
      continue;
    }
    const { delta, row } = understood;
    if (delta.needsFullInputs !== null && !merged.has(listed.hash))
      lacking.push({ index, rawTx, isStored: fetched.cbor === null && fetched.json === null });
    scope = understood.scope;
    for (const key of delta.newlyVerifiedKeys) verifiedKeys.set(key, listed.height);
    rows.push(row);
    rowCount += row.flows.length + row.events.length;
    const evidence = validityOf(rawTx, listed, own, resolve, merged.has(listed.hash));
    if (evidence !== null) validBy.set(listed.hash, evidence);
  }
  return { rows, validBy, verifiedKeys, failures, lacking, reached };
}

/** What bytes in bulk say failed was asked of the chain itself, and so was what the full inputs told. */
function validityOf(
  tx: RawTx,
  { addresses, isUnlisted }: HistoryEntry["listed"],
  own: OneScope,
  resolve: InputResolver,
  isAsked: boolean,
): ValidityEvidence | null {
  if (!tx.valid || (isAsked && tx.collateralInputs.length > 0)) return "chain";
  // Withdrawals and certificates, by which it was found, do not happen where a script fails.
  if (isUnlisted) return evidenceOf(tx, null, resolve);
  return evidenceOf(tx, own.kind === "address" ? [own.address] : addresses, resolve);
}

/** One transaction by itself: only where its value cannot be told is it set aside, and the next one is read all the same. */
function understand(rawTx: RawTx, point: ChainPoint, { own, others }: WalletScopes, resolve: InputResolver) {
  try {
    const { delta, classification, isShared } = tell(rawTx, own, others, resolve, () => performance.now());
    return { delta, scope: scopeAfter(own, delta), row: toRows(rawTx, point, delta, classification, isShared) };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Own inputs come from own history, those of the person's other wallets from theirs: this step's transactions, and those that any step stored before. */
async function resolverFor(wallet: LedgerWallet, entries: readonly HistoryEntry[]): Promise<InputResolver> {
  const known = new Map<TxHash, RawTx>();
  const spentFrom = new Set<TxHash>();
  const unreadable = new Set(wallet.quarantined);
  for (const { listed, fetched } of entries) {
    if (fetched.kind === "unreadable") {
      unreadable.add(listed.hash);
      continue;
    }
    const { inputs, collateralInputs } = fetched.rawTx;
    for (const { ref, resolved } of inputs) if (resolved === null) spentFrom.add(ref.txHash);
    for (const ref of collateralInputs) spentFrom.add(ref.txHash);
    // One that the list misses has no outputs of the wallet's, and which step comes upon it is chance: it resolves nothing.
    if (!listed.isUnlisted) known.set(listed.hash, fetched.rawTx);
  }
  const others = wallet.others.map(({ walletId }) => walletId);
  // From the very first transaction on, everything of a wallet's own is in this step.
  if (wallet.cursorHeight !== null || others.length > 0) {
    const wanted = [...spentFrom].filter((hash) => !known.has(hash));
    const stored = await loadOwnTransactions([wallet.walletId, ...others], wanted);
    for (const [hash, rawTx] of stored)
      if (rawTx === "refused") unreadable.add(hash);
      else known.set(hash, rawTx);
  }
  return ({ txHash, index }) =>
    known.get(txHash)?.outputs.find((output) => output.index === index) ??
    (unreadable.has(txHash) ? "unreadable" : undefined);
}
