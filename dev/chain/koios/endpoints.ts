import { ok, type Answer } from "../blockfrost/answer";
import { isAnswer } from "../blockfrost/paging";
import type { Chain } from "../chain";
import { Random } from "../model/random";
import { badHex, badSyntax, invalidJson, malformedArray, noSuchFunction } from "./answer";
import { ofRows, ofTxRow, ofUtxoRow, type Lie } from "./lies";
import { txCborRow, utxoInfoRow, type UtxoRef } from "./rows";

interface Request {
  readonly chain: Chain;
  /** The body's JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Transactions that Koios does not have. */
  readonly missing: ReadonlySet<string>;
  readonly lie: Lie | null;
}

type Endpoint = (request: Request) => readonly object[] | Answer;

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  tx_cbor: ({ chain, body, missing, lie }) => {
    const hashes = textsOf("tx_cbor", body, "_tx_hashes", []);
    if (isAnswer(hashes)) return hashes;
    const wrong = hashes.find((hash) => !isHex(hash));
    if (wrong !== undefined) return badHex(wrong);
    return [...new Set(hashes.map((hash) => hash.toLowerCase()))].flatMap((hash) => {
      const placed = missing.has(hash) ? null : chain.find(hash);
      return placed === null ? [] : [ofTxRow(chain, txCborRow(chain, placed), lie)];
    });
  },
  utxo_info: ({ chain, body, lie }) => {
    const texts = textsOf("utxo_info", body, "_utxo_refs", ["_extended"]);
    if (isAnswer(texts)) return texts;
    const { _extended: extended = false } = body;
    if (typeof extended !== "boolean") return badSyntax("boolean", JSON.stringify(extended));
    const refs = [...new Set(texts.map((text) => text.toLowerCase()))].map(parseRef);
    const wrong = refs.find(isAnswer);
    if (wrong !== undefined) return wrong;
    return refs
      .flatMap((ref) => (isAnswer(ref) ? [] : [utxoInfoRow(chain, ref, extended)]))
      .flatMap((row) => (row === null ? [] : [ofUtxoRow(row, lie)]));
  },
};

export const isEndpoint = (name: string): boolean => Object.hasOwn(ENDPOINTS, name);

/** One call of an endpoint that there is. Rows come in an order of their own, the same for the same body. */
export function answerCall(name: string, text: string, request: Omit<Request, "body">): readonly object[] | Answer {
  const body = parseObject(text);
  if (body === null) return invalidJson;
  const rows = ENDPOINTS[name]?.({ ...request, body }) ?? [];
  return isAnswer(rows) ? rows : ofRows(new Random(`koios/${text}`).shuffled(rows), request.lie);
}

const MAX_ROWS = 1_000;

/** `limit` and `offset` as PostgREST takes them, within its own page. */
export function pageOfRows(rows: readonly object[], query: URLSearchParams): { answer: Answer; range: string } {
  const start = wholeNumber(query.get("offset")) ?? 0;
  const page = rows.slice(start, start + Math.min(MAX_ROWS, wholeNumber(query.get("limit")) ?? MAX_ROWS));
  return { answer: ok(page), range: page.length === 0 ? "*/*" : `${start}-${start + page.length - 1}/*` };
}

const wholeNumber = (text: string | null): number | null => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : null);

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

/** The call's list of texts; PostgREST finds a function by the names of all its arguments. */
function textsOf(
  name: string,
  body: Readonly<Record<string, unknown>>,
  list: string,
  optional: readonly string[],
): readonly string[] | Answer {
  const given = Object.keys(body);
  const isKnown = given.includes(list) && given.every((key) => key === list || optional.includes(key));
  if (!isKnown)
    return noSuchFunction(given.length === 0 ? `${name} without parameters` : `${name}(${given.join(", ")})`);
  const value = body[list];
  if (!Array.isArray(value)) return malformedArray(typeof value === "string" ? value : JSON.stringify(value));
  return value.map((each: unknown) => (typeof each === "string" ? each : JSON.stringify(each)));
}

const isHex = (text: string): boolean => /^([0-9a-f]{2})*$/i.test(text);

function parseRef(text: string): UtxoRef | Answer {
  const [txHash = "", index = ""] = text.split("#");
  if (!isHex(txHash)) return badHex(txHash);
  return /^\d{1,5}$/.test(index) ? { txHash, index: Number(index) } : badSyntax("smallint", index);
}
