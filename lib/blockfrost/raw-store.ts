import "server-only";
import { bytesToHex } from "@noble/hashes/utils.js";
import { z } from "zod";
import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { normaliseUtxos, type TransactionAnswers } from "@/lib/blockfrost/normalise-utxos";
import type { TransactionUtxosAnswer } from "@/lib/blockfrost/schemas";
import { withBytes } from "@/lib/blockfrost/with-bytes";
import * as schema from "@/lib/blockfrost/schemas";
import type { TxHash } from "@/lib/cardano/brand";
import { networks } from "@/lib/cardano/network";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { Prisma } from "@/lib/generated/prisma/client";
import type { RawTransactionModel } from "@/lib/generated/prisma/models";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { log } from "@/lib/log";

const storedSchema = z.object({
  transaction: schema.transactionSchema,
  utxos: schema.transactionUtxosSchema,
  metadata: schema.transactionMetadataSchema.optional(),
  stakes: schema.transactionStakesSchema.optional(),
  delegations: schema.transactionDelegationsSchema.optional(),
  withdrawals: schema.transactionWithdrawalsSchema.optional(),
  mirs: schema.transactionMirsSchema.optional(),
});

/**
 * Transactions that any wallet has fetched before, read again from the chain's own bytes; what is not stored, or what today's
 * decoder refuses, is not in the map. Never tells the block: a transaction may have moved since it was stored.
 */
export async function loadRawTransactions(hashes: readonly TxHash[]): Promise<Map<TxHash, RawTx>> {
  if (hashes.length === 0) return new Map();
  return readable(readStored(await db().rawTransaction.findMany({ where: { hash: { in: [...hashes] } } })));
}

function readable(read: ReadonlyMap<TxHash, RawTx | "refused">): Map<TxHash, RawTx> {
  return new Map([...read].flatMap(([hash, tx]) => (tx === "refused" ? [] : [[hash, tx] as const])));
}

/** Who asks, and for which job: what came since that was due is taken for what they asked for themselves. */
export interface Reader {
  readonly userId: string;
  readonly jobId: string;
}

export interface KnownTx {
  readonly rawTx: RawTx;
  /** The reader's own wallets have not brought it, so somebody else's must have. */
  readonly isOthers: boolean;
}

/** The same for a sync of the reader's. */
export async function loadForSync(reader: Reader | null, hashes: readonly TxHash[]): Promise<Map<TxHash, KnownTx>> {
  if (hashes.length === 0) return new Map();
  const rows = await db().$queryRaw<(StoredRow & { isOthers: boolean })[]>`
    SELECT r.hash, r.cbor, r.json, ${isOthers(reader)} AS "isOthers" FROM raw_transaction r WHERE r.hash = ANY(${[...hashes]}::text[])`;
  const others = new Set<string>(rows.flatMap(({ hash, isOthers }) => (isOthers ? [hash] : [])));
  return new Map([...readable(readStored(rows))].map(([hash, rawTx]) => [hash, { rawTx, isOthers: others.has(hash) }]));
}

/** Of those what lay in the store before the job was due, and is in no history of its user. */
export async function othersAmong(reader: Reader, hashes: readonly TxHash[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db().$queryRaw<{ hash: string }[]>`
    SELECT r.hash FROM raw_transaction r WHERE r.hash = ANY(${[...hashes]}::text[]) AND ${isOthers(reader)}`;
  return new Set(rows.map(({ hash }) => hash));
}

function isOthers(reader: Reader | null): Prisma.Sql {
  if (reader === null) return Prisma.sql`false`;
  return Prisma.sql`(EXISTS (SELECT 1 FROM sync_job j WHERE j.id = ${reader.jobId}::uuid AND r.fetched_at < j.scheduled_at)
    AND NOT EXISTS (SELECT 1 FROM transaction t WHERE t.user_id = ${reader.userId}::uuid AND t.tx_hash = r.hash))`;
}

/** The same of what the lists of some wallets show, so that nobody else's changes how their history reads; tells what was refused. */
export async function loadOwnTransactions(
  walletIds: readonly string[],
  hashes: readonly TxHash[],
): Promise<Map<TxHash, RawTx | "refused">> {
  if (hashes.length === 0) return new Map();
  return readStored(
    await db().$queryRaw<StoredRow[]>`
      SELECT r.hash, r.cbor, r.json FROM raw_transaction r
      WHERE r.hash = ANY(${[...hashes]}::text[])
        AND EXISTS (SELECT 1 FROM transaction t WHERE t.wallet_id = ANY(${[...walletIds]}::uuid[]) AND t.tx_hash = r.hash AND t.listed)`,
  );
}

type StoredRow = Pick<RawTransactionModel, "hash" | "cbor" | "json">;

/** One row that cannot be read says nothing of the others. */
function readStored(rows: readonly StoredRow[]): Map<TxHash, RawTx | "refused"> {
  const read = new Map<TxHash, RawTx | "refused">();
  for (const { hash, cbor, json } of rows) {
    const txHash = hash as TxHash;
    const plain = json === null ? null : () => normaliseUtxos(storedSchema.parse(json));
    const bytes = cbor === null ? null : () => readBytes(cbor, txHash);
    const both = plain === null || bytes === null ? null : () => withBytes(plain(), bytes());
    const readings = [both, plain, bytes].filter((reading) => reading !== null);
    if (readings.length > 0) read.set(txHash, firstReadable(hash, readings));
  }
  return read;
}

function readBytes(cbor: Uint8Array, hash: TxHash): RawTx {
  return normaliseCbor(bytesToHex(cbor), hash, networks[env().CARDANO_NETWORK].addressNetwork);
}

function firstReadable(hash: string, readings: readonly (() => RawTx)[]): RawTx | "refused" {
  for (const read of readings) {
    try {
      return read();
    } catch (error) {
      log.warn("raw.refused", { hash, error });
    }
  }
  return "refused";
}

/**
 * The inputs and outputs of transactions as the chain once told them for whoever asked. Kept apart from the transaction, so
 * that how a history reads never depends on who looked at it before.
 */
export async function loadUtxos(hashes: readonly TxHash[]): Promise<Map<TxHash, TransactionUtxosAnswer>> {
  if (hashes.length === 0) return new Map();
  const rows = await db().$queryRaw<{ hash: string; utxos: unknown }[]>`
    SELECT hash, coalesce(utxos, json -> 'utxos') AS utxos FROM raw_transaction
    WHERE hash = ANY(${[...hashes]}::text[]) AND coalesce(utxos, json -> 'utxos') IS NOT NULL`;
  const read = new Map<TxHash, TransactionUtxosAnswer>();
  for (const { hash, utxos } of rows) {
    const answer = schema.transactionUtxosSchema.safeParse(utxos);
    // What today's schema refuses is asked for again.
    if (answer.success) read.set(hash as TxHash, answer.data);
  }
  return read;
}

export async function saveUtxos(answers: readonly TransactionUtxosAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await db().$executeRaw`
    INSERT INTO raw_transaction (hash, utxos)
    SELECT r.hash, r.utxos FROM jsonb_to_recordset(${JSON.stringify(answers.map(storedRow))}::jsonb) AS r(hash text, utxos jsonb)
    ON CONFLICT (hash) DO UPDATE SET utxos = excluded.utxos`;
}

/** The row that `loadUtxos` reads back. */
export function storedRow(utxos: TransactionUtxosAnswer) {
  return { hash: utxos.hash, utxos: storedAnswers(utxos) };
}

/** The plain endpoints' answers as JSON that `loadRawTransactions` reads back: quantities as digits, times as unix seconds. */
export function storedAnswers(answers: TransactionAnswers | TransactionUtxosAnswer): unknown {
  return JSON.parse(
    JSON.stringify(answers, function (this: Record<string, unknown>, key, value: unknown) {
      const original = this[key];
      if (original instanceof Date) return original.getTime() / 1000;
      return typeof value === "bigint" ? value.toString() : value;
    }),
  ) as unknown;
}
