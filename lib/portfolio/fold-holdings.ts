import { assetFingerprint } from "@/lib/cardano/asset-fingerprint";
import { readAssetName } from "@/lib/cardano/asset-name";
import { formatAmount } from "@/lib/cardano/amount";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace, splitUnit } from "@/lib/cardano/unit";
import type { Holding, HoldingsAnswer } from "@/lib/contract/holdings";
import { labelOf, type TokenColumns } from "@/lib/portfolio/token-name";

/** The balance of one unit in one place, with what its `token` row says. */
export interface BalanceRow extends TokenColumns {
  readonly unit: string;
  readonly place: HoldingsAnswer["places"][number]["place"];
  readonly credential: string | null;
  readonly quantity: string;
  readonly fingerprint: string | null;
  readonly kind: string | null;
  /** Where its picture is: in its row, or on IPFS. Null for none that we show. */
  readonly picture: "inline" | "ipfs" | null;
  /** By the person's word, else by our suspicion. */
  readonly spam: boolean;
}

const unpriced = {
  price: null,
  value: null,
  change24h: null,
  spark: null,
  priceSource: null,
  priceClass: "none",
  priceAt: null,
  provenance: null,
} as const satisfies Partial<Holding>;

/** One holding per unit over all places, without prices: ADA, tokens that say what they are, other tokens, NFTs, spam. */
export function foldHoldings(rows: readonly BalanceRow[], hasGateway = false): Holding[] {
  const byUnit = new Map<string, BalanceRow[]>();
  for (const row of rows) byUnit.set(row.unit, [...(byUnit.get(row.unit) ?? []), row]);
  const ranked = [...byUnit.values()].flatMap((each) => holdingOf(each, hasGateway)).sort(byRankThenName);
  return ranked.map(({ holding }) => holding);
}

interface Ranked {
  readonly rank: number;
  readonly holding: Holding;
}

function holdingOf(rows: readonly BalanceRow[], hasGateway: boolean): Ranked[] {
  const [row] = rows;
  const total = rows.reduce((sum, { quantity }) => sum + BigInt(quantity), 0n);
  if (row === undefined || total === 0n) return [];
  const parts = splitUnit(row.unit as Unit);
  const label = labelOf(row.unit, row);
  const displayQuantity = label.decimals === null ? null : formatAmount(total, label.decimals);
  const kind = kindOf(row);
  const isAda = kind === "ada";
  const holding: Holding = {
    unit: row.unit,
    policyId: parts?.policyId ?? null,
    assetName: parts?.assetName ?? null,
    fingerprint: row.fingerprint ?? assetFingerprint(row.unit as Unit),
    name: label.name,
    ticker: label.ticker,
    decimals: label.decimals,
    quantity: total.toString(),
    displayQuantity,
    kind,
    logo: logoOf(row, hasGateway),
    ...unpriced,
    spam: row.spam && !isAda,
  };
  return [{ rank: rankOf(kind, row), holding }];
}

/** Our own route to its picture: what a stranger wrote into it weighs on no list. Spam has none. */
function logoOf({ unit, picture, spam }: BalanceRow, hasGateway: boolean): string | null {
  const isThere = picture === "inline" || (picture === "ipfs" && hasGateway);
  return isThere && !spam ? `/api/tokens/${unit}/picture` : null;
}

function kindOf({ unit, kind }: BalanceRow): Holding["kind"] {
  if (unit === lovelace) return "ada";
  if (kind === "nft" || kind === "lp" || kind === "token") return kind;
  const assetName = splitUnit(unit as Unit)?.assetName ?? "";
  return readAssetName(assetName).label === "nft" ? "nft" : "token";
}

function rankOf(kind: Holding["kind"], { tokenName, ticker, spam }: BalanceRow): number {
  if (kind === "ada") return 0;
  if (spam) return 4;
  if (kind === "nft") return 3;
  return tokenName !== null || ticker !== null ? 1 : 2;
}

function byRankThenName(a: Ranked, b: Ranked): number {
  return (
    a.rank - b.rank ||
    compareText(sortName(a.holding), sortName(b.holding)) ||
    compareText(a.holding.unit, b.holding.unit)
  );
}

function sortName({ ticker, name, unit }: Holding): string {
  return (ticker ?? name ?? unit).toLowerCase();
}

/** By code unit, not by locale: the same order on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
