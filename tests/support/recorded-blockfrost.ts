import { invalidPath, notFound, ok, type Answer } from "@/dev/chain/blockfrost/answer";
import { MAINNET_PARAMETERS } from "@/dev/chain/blockfrost/block-views";
import { inRange, isAnswer, pageOf, parseBlockRange, parsePaging } from "@/dev/chain/blockfrost/paging";
import { listen, sendJson } from "@/dev/chain/gate/http-server";
import { accountOf, RecordedFolder, type PlacedRecordedTx, type RecordedUtxo } from "./recorded-folder";
import { RecordedLedger } from "./recorded-ledger";

/** A recording that answers as Blockfrost would. Verbatim where a file exists, else derived from the transactions. */
export interface RecordedChain {
  /** `path` without base and leading slash, e.g. `accounts/stake1…/utxos`. */
  handle(path: string, query: URLSearchParams): Answer;
  /** Stake addresses, or addresses, that the recording is about. */
  readonly wallets: readonly string[];
  /** `expected/final_state.json`, or null. */
  readonly finalState: FinalState | null;
}

interface FinalState {
  readonly wallet: string;
  readonly tip: { readonly block: string; readonly block_height: number; readonly slot: number };
  readonly tx_count: number;
  readonly addresses: readonly string[];
  readonly utxo_balance: Readonly<Record<string, string>>;
  readonly withdrawals_sum: string;
  readonly failed_txs: readonly string[];
}

/** `folder` is relative to the recordings, e.g. `preview-chain-wallets/stake_test1…`. Throws where there is none. */
export function openRecordedChain(folder: string): RecordedChain {
  const files = new RecordedFolder(folder);
  const ledger = new RecordedLedger(files);
  const finalState = files.read("expected", "final_state") as FinalState | null;
  return {
    wallets: walletsOf(files, finalState),
    finalState,
    handle: (path, query) => verbatim(files, path, query) ?? derived(files, ledger, finalState, path, query),
  };
}

function walletsOf(files: RecordedFolder, finalState: FinalState | null): string[] {
  if (finalState !== null) return [finalState.wallet];
  const history = files.read("expected", "history") as { requested_addresses?: string[] } | null;
  return history?.requested_addresses ?? files.names("accounts").filter((name) => !name.includes("__"));
}

/** `accounts/X/addresses/total` → section `accounts_addresses_total`, name `X`; `txs/H/utxos` → `utxos`, `H`. */
function fileOf(path: string): { section: string; name: string } | null {
  const [kind = "", name = "", ...rest] = path.split("/");
  if (name === "") return null;
  if (kind === "txs") return { section: rest.length === 0 ? "txs" : rest.join("_"), name };
  if (path.startsWith("scripts/datum/")) {
    const [hash = "", form] = rest;
    return form === "cbor" ? { section: "datums_cbor", name: hash } : { section: `scripts_${hash}`, name: "datum" };
  }
  return { section: [kind, ...rest].join("_"), name };
}

/** A file recorded for exactly this query; lists without a query are paged by us. */
function verbatim(files: RecordedFolder, path: string, query: URLSearchParams): Answer | null {
  const file = fileOf(path);
  if (file === null) return null;
  const sorted = [...query].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`);
  const exact = sorted.length === 0 ? null : files.read(file.section, `${file.name}__${sorted.join("&")}`);
  if (exact !== null) return ok(exact);
  const body = files.read(file.section, file.name);
  return body === null || Array.isArray(body) ? null : ok(body);
}

type Rows = readonly object[];

function derived(
  files: RecordedFolder,
  ledger: RecordedLedger,
  finalState: FinalState | null,
  path: string,
  query: URLSearchParams,
): Answer {
  const [kind = "", id = "", ...rest] = path.split("/");
  const section = rest.join("/");
  if (path === "blocks/latest") return orNotFound(latestBlock(files, finalState));
  if (kind === "blocks") return orNotFound(recordedBlock(files, id));
  if (path === "epochs/latest/parameters") return ok(MAINNET_PARAMETERS);
  if (kind === "txs") return txSection(files, ledger, id, section);
  if (kind === "accounts" || kind === "addresses") return ownerSection(files, ledger, kind, id, section, query);
  if (kind === "assets" || kind === "scripts" || kind === "pools") {
    const file = fileOf(path);
    const recorded = file === null ? null : files.readRows(file.section, file.name);
    const rows = recorded ?? (kind === "assets" && section === "addresses" ? ledger.holders(id) : null);
    return rows === null || rows.length === 0 ? notFound : paged(rows, query);
  }
  return invalidPath;
}

const orNotFound = (body: unknown): Answer => (body === null ? notFound : ok(body));

function paged(rows: Rows, query: URLSearchParams): Answer {
  const paging = parsePaging(query);
  return isAnswer(paging) ? paging : ok(pageOf(rows, paging));
}

/** A known transaction's missing sections are empty lists, save its bytes, which are simply not there. */
function txSection(files: RecordedFolder, ledger: RecordedLedger, hash: string, section: string): Answer {
  const placed = files.find(hash);
  const rows = files.readRows(section, hash);
  if (rows !== null) return ok(rows);
  if (placed === null) return notFound;
  if (section === "withdrawals") return ok(ledger.withdrawals(placed));
  if (section === "stakes") return ok(ledger.stakes(placed));
  if (section === "delegations") return ok(ledger.delegations(placed));
  return ["metadata", "redeemers", "mirs"].includes(section) ? ok([]) : notFound;
}

function ownerSection(
  files: RecordedFolder,
  ledger: RecordedLedger,
  kind: "accounts" | "addresses",
  id: string,
  section: string,
  query: URLSearchParams,
): Answer {
  const owns =
    kind === "accounts"
      ? (row: RecordedUtxo) => accountOf(row.address) === id
      : (row: RecordedUtxo) => row.address === id;
  const touching = ledger.touching(owns);
  const isKnown = touching.length > 0 || files.read(kind, id) !== null;
  if (!isKnown) return notFound;
  if (section === "transactions") {
    const range = parseBlockRange(query);
    if (isAnswer(range)) return range;
    const rows = ownRows(files, kind, id, section) ?? transactionRows(touching, kind === "accounts" ? owns : null);
    return paged(
      rows.filter((row) => inRange(range, { height: row.block_height, index: row.tx_index })),
      query,
    );
  }
  if (section === "") return ok(kind === "accounts" ? ledger.account(id) : ledger.address(id));
  if (section === "addresses/total" || section === "total") {
    const name = kind === "accounts" ? { stake_address: id } : { address: id };
    return ok({ ...name, ...ledger.totals(touching, owns) });
  }
  const rows = files.readRows([kind, ...section.split("/")].join("_"), id) ?? ledger.rows(section, id, owns);
  return rows === null ? invalidPath : paged(rows, query);
}

interface TransactionRow {
  readonly address?: string;
  readonly tx_hash: string;
  readonly tx_index: number;
  readonly block_height: number;
  readonly block_time: number;
}

const ownRows = (files: RecordedFolder, kind: string, id: string, section: string): readonly TransactionRow[] | null =>
  files.readRows(`${kind}_${section}`, id) as readonly TransactionRow[] | null;

/** For an account one row per (transaction, own address); for an address one per transaction. */
function transactionRows(
  touching: readonly PlacedRecordedTx[],
  owns: ((row: RecordedUtxo) => boolean) | null,
): TransactionRow[] {
  return touching.flatMap(({ tx, inputs, outputs }) => {
    const place = { tx_hash: tx.hash, tx_index: tx.index, block_height: tx.block_height, block_time: tx.block_time };
    if (owns === null) return [place];
    const addresses = new Set([...inputs, ...outputs].filter(owns).map(({ address }) => address));
    return [...addresses].map((address) => ({ address, ...place }));
  });
}

function latestBlock(files: RecordedFolder, finalState: FinalState | null): unknown {
  const last = files.transactions().at(-1)?.tx;
  if (last === undefined) return null;
  if (finalState === null) return blockBody(last.block, last.block_height, last.slot, last.block_time);
  const { block, block_height, slot } = finalState.tip;
  return blockBody(block, block_height, slot, last.block_time + slot - last.slot);
}

function recordedBlock(files: RecordedFolder, which: string): unknown {
  const found = files.transactions().find(({ tx }) => tx.block === which || String(tx.block_height) === which)?.tx;
  return found === undefined ? null : blockBody(found.block, found.block_height, found.slot, found.block_time);
}

const blockBody = (hash: string, height: number, slot: number, time: number): unknown => ({ time, height, hash, slot });

export interface RecordedServer {
  /** Base of the API; the same for every recording. */
  readonly url: string;
  /** Answers from this recording from now on; `withoutCbor` as a backend that knows no bytes. */
  serve(folder: string, options?: { readonly withoutCbor?: boolean }): RecordedChain;
  close(): Promise<void>;
}

/** Recordings over HTTP on loopback, one at a time, for any project id and without limits. */
export async function startRecordedServer(): Promise<RecordedServer> {
  let answer: RecordedChain["handle"] = () => notFound;
  const server = await listen(0, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const path = pathname.replace(/^\/api\/v0\/?/, "");
    const { status, body } = path === "health" ? ok({ is_healthy: true }) : answer(path, searchParams);
    sendJson(response, status, body);
    return Promise.resolve();
  });
  return {
    url: `${server.origin}/api/v0`,
    serve: (folder, { withoutCbor = false } = {}) => {
      const chain = openRecordedChain(folder);
      answer = (path, query) => (withoutCbor && path.endsWith("/cbor") ? notFound : chain.handle(path, query));
      return chain;
    },
    close: () => server.close(),
  };
}
