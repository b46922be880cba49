import { boundedJson } from "@/lib/blockfrost/bounded-json";
import { boundedText } from "@/lib/ledger/bounded-text";
import { storedRow } from "@/lib/blockfrost/raw-store";
import type { LedgerRows } from "@/lib/ledger/to-rows";
import type { PaymentAddress, TxHash } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import type { StepRows } from "@/lib/sync/commit-step";
import { decoderVersion } from "@/lib/sync/decoder-version";
import type { History, HistoryEntry } from "@/lib/sync/fetch-history";
import type { Interpreted } from "@/lib/sync/interpret";
import { eventRows, labelColumns, orderRows } from "@/lib/sync/label-rows";
import { lureRows, luredColumns } from "@/lib/sync/lure-rows";

/** Kept of a transaction that cannot be read: room for the longest that can be fetched, in hex. */
const maxRawCharacters = 600_000;
const maxErrorCharacters = 1_000;

/** The rows of one step under their column names, as the commit statement reads them. */
export function stepRows(
  history: Pick<History, "entries" | "ahead">,
  { rows, validBy, verifiedKeys, failures, covered, asked }: Interpreted,
): StepRows {
  const done = history.entries.slice(0, covered);
  const unlisted = new Set(done.filter(({ listed }) => listed.isUnlisted).map(({ listed }) => listed.hash));
  const lures = lureRows(rows);
  const lureUnits = new Set(lures.map(({ unit }) => unit));
  return {
    raws: rawRows([...history.entries, ...history.ahead], asked),
    transactions: rows.map((row) => ({
      ...transactionRow(row, unlisted, lureUnits),
      valid_by: validBy.get(row.transaction.txHash) ?? null,
    })),
    lures,
    flows: rows.flatMap(flowRows),
    events: eventRows(rows),
    ...orderRows(rows),
    delegations: rows.flatMap(({ transaction, delegations }) =>
      delegations.map((event) => ({
        tx_hash: transaction.txHash,
        cert_index: event.certIndex,
        kind: event.kind,
        pool_id: event.poolId,
        drep_id: event.drepId,
        deposit: event.depositLovelace.toString(),
      })),
    ),
    addresses: withListed(addressRows(rows, verifiedKeys), done),
    quarantine: done.flatMap((entry) => quarantineRow(entry, failures)),
    verifiedKeys: [...verifiedKeys].map(([credential, height]) => ({ credential, height })),
  };
}

/** What of a transaction's columns depends on whose its addresses are. */
export function valueColumns(t: LedgerRows["transaction"]) {
  return {
    net_lovelace: t.netLovelace.toString(),
    fee: t.fee?.toString() ?? null,
    deposit: t.deposit.toString(),
    withdrawal: t.withdrawal.toString(),
    shared: t.shared,
  };
}

function transactionRow(row: LedgerRows, unlisted: ReadonlySet<TxHash>, lureUnits: ReadonlySet<string>) {
  const t = row.transaction;
  return {
    tx_hash: t.txHash,
    block_height: t.blockHeight,
    block_hash: t.blockHash,
    tx_index: t.txIndex,
    tx_timestamp: t.txTimestamp,
    ...labelColumns(t),
    ...valueColumns(t),
    valid: t.valid,
    listed: !unlisted.has(t.txHash),
    ...luredColumns(row, lureUnits),
  };
}

/** The flows of a transaction with its hash. */
export function flowRows({ transaction, flows }: Pick<LedgerRows, "transaction" | "flows">) {
  return flows.map(({ unit, place, credential, netChange }) => ({
    tx_hash: transaction.txHash,
    unit,
    place,
    credential,
    net_change: netChange.toString(),
  }));
}

type AddressRow = {
  readonly address: string;
  readonly payment_kind: string;
  readonly credential: string;
  verified: boolean;
  /** Where it was shown whose key it is; null for one that is not verified. */
  verified_height: number | null;
  first_seen_height: number;
  /** Where its key first spent by itself, so that nothing came back. */
  emptied_height: number | null;
};

/** One row an address however often it was touched: first seen at its first, verified if ever. */
function addressRows(rows: readonly LedgerRows[], verifiedKeys: ReadonlyMap<string, number>): AddressRow[] {
  const byAddress = new Map<string, AddressRow>();
  for (const row of rows.flatMap(({ addresses }) => addresses)) {
    const shownAt = verifiedKeys.get(row.credential) ?? (row.verified ? row.firstSeenHeight : null);
    const emptiedAt = row.emptied ? row.firstSeenHeight : null;
    const seen = byAddress.get(row.address);
    if (seen) {
      seen.emptied_height ??= emptiedAt;
      seen.verified ||= shownAt !== null;
      seen.verified_height ??= shownAt;
    } else
      byAddress.set(row.address, {
        address: row.address,
        payment_kind: row.paymentKind,
        credential: row.credential,
        verified: shownAt !== null,
        verified_height: shownAt,
        first_seen_height: row.firstSeenHeight,
        emptied_height: emptiedAt,
      });
  }
  return [...byAddress.values()];
}

/**
 * Adds addresses of keys that the list names as the wallet's and that no row counts: the person said that they are somebody
 * else's, follows them by themselves, or the transaction cannot be read. They are kept, so that this can be taken back; and
 * are first seen where the list first names them, whatever else of it was read beside.
 */
function withListed(told: readonly AddressRow[], entries: readonly HistoryEntry[]): AddressRow[] {
  const rows = new Map(told.map((row) => [row.address, row]));
  for (const { height, addresses } of entries.map(({ listed }) => listed))
    for (const address of addresses) {
      const known = rows.get(address);
      if (known !== undefined) {
        // Contracts are known by rows alone, else what of the list came in one step would show.
        if (known.payment_kind === "key") known.first_seen_height = Math.min(known.first_seen_height, height);
        continue;
      }
      const payment = parsePaymentAddress(address as PaymentAddress)?.payment;
      if (payment?.kind !== "key") continue;
      rows.set(address, {
        address,
        payment_kind: payment.kind,
        credential: payment.hash,
        verified: false,
        verified_height: null,
        first_seen_height: height,
        emptied_height: null,
      });
    }
  return [...rows.values()];
}

/** One row a hash, with whatever this step fetched of it: all of it is kept, also of what is not covered yet. */
function rawRows(entries: readonly HistoryEntry[], asked: Interpreted["asked"]) {
  const byHash = new Map<string, { hash: string; cbor?: string | null; json?: unknown; utxos?: unknown }>();
  for (const { listed, fetched } of entries) {
    if (fetched.kind === "unreadable" || (fetched.cbor === null && fetched.json === null)) continue;
    byHash.set(listed.hash, { hash: listed.hash, cbor: fetched.cbor, json: fetched.json });
  }
  for (const answer of asked) byHash.set(answer.hash, { ...byHash.get(answer.hash), ...storedRow(answer) });
  return [...byHash.values()];
}

function quarantineRow({ listed, fetched }: HistoryEntry, failures: ReadonlyMap<TxHash, Error>) {
  const failure = failures.get(listed.hash);
  if (fetched.kind === "read" && failure === undefined) return [];
  const what =
    fetched.kind === "unreadable"
      ? { raw: fetched.raw ?? {}, error: fetched.error }
      : { raw: { cbor: fetched.cbor, json: fetched.json }, error: `not understood: ${failure?.message ?? ""}` };
  const raw = boundedJson(what.raw, maxRawCharacters);
  return [
    {
      tx_hash: listed.hash,
      block_height: listed.height,
      tx_index: listed.txIndex,
      tx_timestamp: listed.time,
      decoder_version: decoderVersion,
      raw: "problem" in raw ? { unreadable: raw.problem } : raw.json,
      error: boundedText(what.error, maxErrorCharacters),
    },
  ];
}
