import { parseAmount } from "@/lib/cardano/amount";
import type { PerformanceAnswer } from "@/lib/contract/performance";
import { assetLabel } from "./asset-label";

type ByAsset = PerformanceAnswer["byAsset"][number];
type ByProtocol = PerformanceAnswer["byProtocol"][number];

const decimals = 6;
/** Below one of the currency a row is small. */
const smallBelow = 10n ** BigInt(decimals);

const absolute = (value: string): bigint => {
  const amount = parseAmount(value, decimals);
  return amount < 0n ? -amount : amount;
};

/** How much a row is about: what it is worth at the end, or all that it brought and took, whichever is more. */
function sizeOf<Name extends string>(row: Readonly<Record<Name, string>>, names: readonly Name[]): bigint {
  return names.map((name) => absolute(row[name])).reduce((sum, amount) => sum + amount, 0n);
}

const broughtBy = ["realised", "unrealised", "income", "fees"] as const;

function assetSize(row: ByAsset): bigint {
  const [end, brought] = [absolute(row.endValue), sizeOf(row, broughtBy)];
  return end > brought ? end : brought;
}

interface AssetRows {
  readonly shown: readonly ByAsset[];
  /** In which less than one of the currency is at stake. */
  readonly small: readonly ByAsset[];
}

/** Assets, the largest first; of equals by their names. */
export function assetRows(byAsset: readonly ByAsset[]): AssetRows {
  const sized = byAsset
    .map((row) => ({ row, size: assetSize(row), name: assetLabel(row).short }))
    .toSorted((a, b) => compare(b.size, a.size) || compare(a.name, b.name) || compare(a.row.unit, b.row.unit));
  const isSmall = ({ size }: { readonly size: bigint }) => size < smallBelow;
  return {
    shown: sized.filter((each) => !isSmall(each)).map(({ row }) => row),
    small: sized.filter(isSmall).map(({ row }) => row),
  };
}

const flows = ["deposits", "withdrawals", "income", "fees", "realised"] as const;

/** Protocols, the largest first, and last what none had a part in. */
export function protocolRows(byProtocol: readonly ByProtocol[]): ByProtocol[] {
  const sized = byProtocol.map((row) => ({ row, size: sizeOf(row, flows) }));
  return sized
    .toSorted((a, b) => {
      const isNone = (each: typeof a) => (each.row.protocol === null ? 1 : 0);
      return isNone(a) - isNone(b) || compare(b.size, a.size) || compare(a.row.protocol ?? "", b.row.protocol ?? "");
    })
    .map(({ row }) => row);
}

const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
