import { bytesToHex } from "@noble/hashes/utils.js";
import { fieldsOf } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { blake2b256 } from "@/lib/cardano/hash";
import { readCbor } from "@/lib/cardano/read-cbor";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import { readOr, takeNotes, type Note } from "@/lib/cardano/unreadable";

/** The parts of a transaction, each read by itself: null is one that is broken or not there. */
export interface TransactionParts {
  readonly body: CborNode;
  readonly isValid: boolean;
  readonly witnesses: CborNode | null;
  readonly auxiliaryData: CborNode | null;
}

/** The bytes between the array's head and its end, with the number of parts that the head announces. */
interface Frame {
  readonly bytes: Uint8Array;
  readonly start: number;
  /** Null where a break ends the array. */
  readonly count: 3 | 4 | null;
}

type BehindBody = Omit<TransactionParts, "body">;

const breakByte = 0xff;
const flagBytes = { no: 0xf4, yes: 0xf5 } as const;
const nullByte = 0xf6;
const auxiliaryDataHash = 7n;
/** Each costs a hash over what stands behind it; where the witnesses are whole none is tried. */
const maxFlagsTried = 256;

function frameOf(bytes: Uint8Array): Frame {
  const [head, next] = bytes;
  if (head === 0x83 || head === 0x84) return { bytes, start: 1, count: head === 0x83 ? 3 : 4 };
  if (head === 0x98 && (next === 3 || next === 4)) return { bytes, start: 2, count: next };
  if (head === 0x9f)
    return { bytes: bytes.at(-1) === breakByte ? bytes.subarray(0, -1) : bytes, start: 1, count: null };
  const node = readCbor(bytes, 0, "transaction");
  const found = node.kind === "array" ? `${node.items.length} parts` : node.kind;
  throw new TransactionDecodeError(`transaction: expected an array of 3 or 4 parts, found ${found}`);
}

function readPart(name: string, { bytes }: Frame, at: number, note: Note): CborNode | null {
  return readOr(null, note, name, () => readCbor(bytes, at, name));
}

function readLast(frame: Frame, at: number, note: Note): CborNode | null {
  const node = readPart("auxiliary data", frame, at, note);
  const left = node === null ? 0 : frame.bytes.length - node.end;
  if (left > 0) note(`auxiliary data cannot be read: ${left} bytes left over`);
  return left > 0 ? null : node;
}

/** Part after part, as long as each is whole; null where no flag is come upon. */
function forwards(frame: Frame, from: number, note: Note): BehindBody | null {
  const { bytes, count } = frame;
  const witnesses = readPart("witnesses", frame, from, note);
  if (witnesses === null) return count === 3 ? { isValid: true, witnesses, auxiliaryData: null } : null;
  const isFlag = isFlagAt(frame, witnesses.end);
  const hasFlag = count === 4 || (count === null && isFlag && witnesses.end + 1 < bytes.length);
  if (!hasFlag) return { isValid: true, witnesses, auxiliaryData: readLast(frame, witnesses.end, note) };
  if (!isFlag) return null;
  return {
    isValid: bytes[witnesses.end] === flagBytes.yes,
    witnesses,
    auxiliaryData: readLast(frame, witnesses.end + 1, note),
  };
}

/** Auxiliary data are there where the body has their hash, and only there. */
function isAsBodySays(body: CborNode, { auxiliaryData }: BehindBody): boolean {
  return auxiliaryData?.kind === "null" || hasAuxiliaryHash(body);
}

const hasAuxiliaryHash = (body: CborNode) => fieldsOf(body, "body").has(auxiliaryDataHash);

const isFlagAt = ({ bytes }: Frame, at: number) => bytes[at] === flagBytes.yes || bytes[at] === flagBytes.no;

/** Whole witnesses, of which a transaction has one at least, with a flag right behind them. */
function endsAtFlag(frame: Frame, witnesses: CborNode | null): boolean {
  return witnesses?.kind === "map" && witnesses.entries.length > 0 && isFlagAt(frame, witnesses.end);
}

/**
 * Where the validity flag stands, from behind: right before the auxiliary data, of which the body has the hash or says that
 * there are none. So broken witnesses do not hide whether the transaction took effect.
 */
function findFlag(frame: Frame, body: CborNode): number | null {
  const { bytes } = frame;
  const isFlag = (at: number) => at >= body.end && isFlagAt(frame, at);
  const last = bytes.length - 2;
  const hash = fieldsOf(body, "body").get(auxiliaryDataHash);
  if (hash === undefined) return bytes[last + 1] === nullByte && isFlag(last) ? last : null;
  if (hash.kind !== "bytes") return null;
  const wanted = bytesToHex(hash.bytes);
  for (let at = last, tried = 0; at >= body.end && tried < maxFlagsTried; at -= 1) {
    if (!isFlag(at)) continue;
    if (blake2b256(bytes.subarray(at + 1)) === wanted) return at;
    tried += 1;
  }
  return null;
}

function backwards(frame: Frame, body: CborNode, note: Note): BehindBody | null {
  const at = frame.count === 3 ? null : findFlag(frame, body);
  if (at === null) return null;
  const witnesses = readPart("witnesses", frame, body.end, note);
  const isWhole = witnesses?.end === at;
  if (witnesses !== null && !isWhole) note("witnesses cannot be read: they do not end where the validity flag stands");
  return {
    isValid: frame.bytes[at] === flagBytes.yes,
    witnesses: isWhole ? witnesses : null,
    auxiliaryData: readLast(frame, at + 1, note),
  };
}

/**
 * The parts of a transaction. The body and the validity flag must be there: without them it is not known what happened.
 * Whatever else is broken is noted.
 * @throws TransactionDecodeError
 */
export function splitTransaction(bytes: Uint8Array, note: Note): TransactionParts {
  const frame = frameOf(bytes);
  const body = readCbor(frame.bytes, frame.start, "body");
  const seen = takeNotes();
  const ahead = forwards(frame, body.end, seen.note);
  if (ahead !== null && seen.notes.length === 0 && isAsBodySays(body, ahead)) return { body, ...ahead };
  const found = backwards(frame, body, note);
  // A null at the end proves no flag, as a hash does: nor do whole witnesses with another flag behind them.
  const isTwofold = ahead !== null && found !== null && ahead.isValid !== found.isValid;
  if (isTwofold && endsAtFlag(frame, ahead.witnesses) && !hasAuxiliaryHash(body))
    throw new TransactionDecodeError("transaction: its script validity could stand in two places");
  if (found !== null) return { body, ...found };
  if (ahead === null) throw new TransactionDecodeError("transaction: its script validity cannot be found");
  for (const reason of seen.notes) note(reason);
  return { body, ...ahead };
}
