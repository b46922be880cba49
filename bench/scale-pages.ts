import { transactionsAnswer } from "@/lib/contract/transactions";
import type { AppClient } from "./app-client";

export interface ScalePage {
  readonly name: string;
  readonly path: string;
}

const pageRows = 50;
const mostRows = 200;
/** The 500th page begins after so many rows; a shorter history is read at its last whole page. */
const deepRows = 499 * pageRows;
const manyWord = "Minswap";
const noWord = "nothing-is-called-this";

/** Every page and its route, for the wallet that this user has. */
export async function scalePages(client: AppClient, walletId: string): Promise<ScalePage[]> {
  const first = await readRows(client, pageRows, null);
  const deep = Math.min(deepRows, Math.floor((first.total - pageRows) / pageRows) * pageRows);
  const { cursor, transactions } = await walk(client, deep);
  const [row] = transactions;
  if (row === undefined) throw new Error("a wallet without transactions");
  const named = transactions
    .flatMap(({ flows }) => flows)
    .find(({ unit }) => /^[0-9a-f]{56}(000de140)?5[0-9a-f]{13}/.test(unit));
  const searches = [
    ["many", manyWord],
    ["few, by name", named === undefined ? "Picture123" : nameOf(named.unit)],
    ["few, by hash", row.txHash.slice(0, 12)],
    ["none", noWord],
  ] as const;
  const wallet = `wallet=${walletId}`;
  return [
    { name: "overview", path: "/overview" },
    { name: "holdings", path: "/holdings" },
    { name: "activity, first", path: "/activity" },
    ...searches.map(([name, q]) => ({ name: `activity, q: ${name}`, path: `/activity?q=${encodeURIComponent(q)}` })),
    { name: "transaction", path: `/activity/${row.id}` },
    { name: "positions", path: "/positions" },
    { name: "staking", path: "/staking" },
    { name: "issues", path: "/issues" },
    { name: "wallet", path: `/wallets/${walletId}` },
    { name: "proof", path: `/wallets/${walletId}/proof` },
    { name: "api wallets", path: "/api/wallets" },
    { name: "api holdings", path: "/api/holdings" },
    { name: "api holdings of one", path: `/api/holdings?${wallet}` },
    { name: "api history", path: "/api/portfolio/history?interval=day" },
    { name: "api transactions, first", path: "/api/transactions" },
    { name: "api transactions, 500th", path: `/api/transactions?cursor=${cursor}` },
    ...searches.map(([name, q]) => ({
      name: `api transactions, q: ${name}`,
      path: `/api/transactions?q=${encodeURIComponent(q)}`,
    })),
    { name: "api transaction", path: `/api/transactions/${row.id}` },
    { name: "api positions", path: "/api/positions" },
    { name: "api staking", path: "/api/staking" },
    { name: "api issues", path: "/api/issues" },
    { name: "api proof", path: `/api/wallets/${walletId}/proof` },
  ];
}

/** The page after so many rows: its cursor and its transactions. */
async function walk(client: AppClient, rows: number) {
  let cursor: string | null = null;
  for (let read = 0; read < rows;) {
    const limit = Math.min(mostRows, rows - read);
    cursor = (await readRows(client, limit, cursor)).nextCursor;
    read += limit;
  }
  return { cursor: cursor ?? "", transactions: (await readRows(client, pageRows, cursor)).transactions };
}

async function readRows(client: AppClient, limit: number, cursor: string | null) {
  const after = cursor === null ? "" : `&cursor=${cursor}`;
  return transactionsAnswer.parse(await client.ask("GET", `/api/transactions?limit=${String(limit)}${after}`));
}

/** The text of a unit's asset name, without the label that CIP-68 puts before it. */
const nameOf = (unit: string) => Buffer.from(unit.slice(56).replace(/^000de140/, ""), "hex").toString();
