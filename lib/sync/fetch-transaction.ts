import "server-only";
import { UnexpectedAnswer } from "@/lib/blockfrost/ask";
import type { CallWindow } from "@/lib/budget/call-window";
import * as chain from "@/lib/blockfrost/chain";
import { AnotherTransaction, normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { NormaliseError } from "@/lib/blockfrost/normalise-error";
import {
  normaliseUtxos,
  requiredAnswers,
  type RequiredAnswer,
  type TransactionAnswers,
} from "@/lib/blockfrost/normalise-utxos";
import type { TxHash } from "@/lib/cardano/brand";
import { networks } from "@/lib/cardano/network";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { reportLie } from "@/lib/koios/lies";
import type { BulkBytes } from "@/lib/sync/bulk-bytes";
import type { Sources } from "@/lib/sync/sources";
import { storedAnswers } from "@/lib/blockfrost/raw-store";
import { proves } from "@/lib/blockfrost/proves";
import { withBytes } from "@/lib/blockfrost/with-bytes";
import type { RawTx } from "@/lib/ledger/raw-tx";

/** What fetching one transaction came to: read, or set aside with what was received and why. */
export type FetchedTx =
  | {
      readonly kind: "read";
      readonly rawTx: RawTx;
      readonly cbor: string | null;
      readonly json: unknown;
      readonly blockHash: string | null;
    }
  | { readonly kind: "unreadable"; readonly raw: unknown; readonly error: string };

type Unreadable = Extract<FetchedTx, { kind: "unreadable" }>;

/**
 * Its bytes out of a bulk call where they prove themselves, else by one call of its own where the chain has them, else the
 * plain endpoints. Throws `WindowClosed` or the chain's failure.
 */
export async function fetchTransaction(hash: TxHash, time: Date, sources: Sources): Promise<FetchedTx> {
  const { window, bulk } = sources;
  if (env().CALL_PLAN === "full") return readBoth(hash, window);
  if (bulk === null) return readOne(hash, window);
  const claimed = await readBulk(hash, time, bulk, window);
  if (claimed === null) return readOne(hash, window);
  if (claimed.kind === "read") return claimed;
  const fetched = await readOne(hash, window);
  // What cannot be read may be the chain's own. Where the chain has other bytes, these were made up.
  if (fetched.kind === "read" && fetched.cbor !== null && fetched.cbor !== claimed.cbor)
    await leave(bulk, hash, claimed.why);
  return fetched;
}

/** By calls of its own. */
async function readOne(hash: TxHash, window: CallWindow): Promise<FetchedTx> {
  const bytes = await readBytes(hash, window);
  if (bytes?.kind === "read") return bytes;
  const plain = await readPlain(hash, window);
  // Of a few transactions the chain never has bytes; of a new one not yet. Chance must not say which of the two is read.
  const late = bytes === null && plain.kind === "read" ? await readBytes(hash, window) : null;
  if (late?.kind === "read") return late;
  return plain.kind === "read" ? plain : neither(bytes, plain);
}

interface Doubtful {
  readonly kind: "doubtful";
  readonly cbor: string;
  readonly why: string;
}

/** What anybody's bytes prove of themselves; null where there are none. */
async function readBulk(
  hash: TxHash,
  time: Date,
  bulk: BulkBytes,
  window: CallWindow,
): Promise<Extract<FetchedTx, { kind: "read" }> | Doubtful | null> {
  const outcome = await bulk.load(hash);
  if (outcome.kind !== "bytes") return null;
  const { cbor } = outcome;
  const doubt = (why: string): Doubtful => ({ kind: "doubtful", cbor, why });
  try {
    const rawTx = normaliseCbor(cbor, hash, networks[env().CARDANO_NETWORK].addressNetwork);
    // That a script failed stands outside of what the hash proves, and is rare: the chain itself is asked.
    if (!rawTx.valid) return doubt("its validity flag is another one");
    const broken = await proves(cbor, time, window);
    return broken === null ? { kind: "read", rawTx, cbor, json: null, blockHash: null } : doubt(broken.reason);
  } catch (error) {
    if (!(error instanceof TransactionDecodeError)) throw error;
    if (error instanceof AnotherTransaction) await leave(bulk, hash, error.message);
    return doubt(error.message);
  }
}

/** The first lie is told; those that came along with it are no news. */
async function leave(bulk: BulkBytes, hash: TxHash, why: string): Promise<void> {
  if (!bulk.isOn) return;
  bulk.leave();
  await reportLie(hash, why, new Date());
}

/** What moved by the plain endpoints, and by a further call what those do not tell. */
async function readBoth(hash: TxHash, window: CallWindow): Promise<FetchedTx> {
  const [plain, bytes] = await Promise.all([readPlain(hash, window), readBytes(hash, window)]);
  if (plain.kind === "unreadable") return bytes?.kind === "read" ? bytes : neither(bytes, plain);
  if (bytes?.kind !== "read") return plain;
  return { ...plain, rawTx: withBytes(plain.rawTx, bytes.rawTx), cbor: bytes.cbor };
}

function neither(bytes: Unreadable | null, plain: Unreadable): Unreadable {
  return {
    kind: "unreadable",
    raw: bytes?.raw ?? plain.raw,
    error: [bytes, plain].flatMap((failed) => failed?.error ?? []).join("; "),
  };
}

/** The same by a call of its own; null where the chain has no bytes of it. */
export async function readBytes(hash: TxHash, window: CallWindow): Promise<FetchedTx | null> {
  let cbor: string | null = null;
  try {
    const answer = await window.call(() => chain.txCbor(hash));
    if (answer === null) return null;
    cbor = answer.cbor;
    const rawTx = normaliseCbor(cbor, hash, networks[env().CARDANO_NETWORK].addressNetwork);
    return { kind: "read", rawTx, cbor, json: null, blockHash: null };
  } catch (error) {
    return setAside("bytes", error, cbor === null ? null : { cbor });
  }
}

async function readPlain(hash: TxHash, window: CallWindow): Promise<FetchedTx> {
  try {
    return await fetchPlain(hash, window);
  } catch (error) {
    return setAside("plain", error, null);
  }
}

function setAside(what: string, error: unknown, received: unknown): Unreadable {
  if (!isUnreadable(error)) throw error;
  return {
    kind: "unreadable",
    raw: received ?? (error instanceof UnexpectedAnswer ? error.answer : null),
    error: `${what}: ${error.message}`,
  };
}

/** The plain endpoints: inputs come resolved, at two calls and one for each further section that the transaction has. */
async function fetchPlain(hash: TxHash, window: CallWindow): Promise<FetchedTx> {
  const [tx, utxos] = await Promise.all([window.call(() => chain.tx(hash)), window.call(() => chain.txUtxos(hash))]);
  if (!tx || !utxos) {
    throw new AppError({
      code: "chain_unavailable",
      detail: `Blockfrost lists transaction ${hash} but does not have it yet.`,
      retryable: true,
      retryAfterSeconds: 10,
    });
  }
  const metadata = tx.valid_contract ? await window.call(() => chain.txMetadata(hash)) : null;
  const sections = await Promise.all(
    requiredAnswers(tx).map(
      async (name) => [name, (await window.call(() => sectionCalls[name](hash))) ?? undefined] as const,
    ),
  );
  const answers: TransactionAnswers = {
    transaction: tx,
    utxos,
    metadata: metadata ?? undefined,
    ...Object.fromEntries(sections),
  };
  return {
    kind: "read",
    rawTx: normaliseUtxos(answers),
    cbor: null,
    json: storedAnswers(answers),
    // The bytes do not tell it: what is stored must not hang on the way of reading.
    blockHash: null,
  };
}

const sectionCalls: Readonly<Record<RequiredAnswer, (hash: string) => Promise<unknown>>> = {
  stakes: chain.txStakes,
  delegations: chain.txDelegations,
  withdrawals: chain.txWithdrawals,
  mirs: chain.txMirs,
};

/** Whether data came and made no sense, so that asking again would bring the same. */
export function isUnreadable(error: unknown): error is Error {
  return (
    error instanceof TransactionDecodeError || error instanceof NormaliseError || error instanceof UnexpectedAnswer
  );
}
