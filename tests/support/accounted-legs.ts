import Fraction from "fraction.js";
import type { AccountedLeg } from "@/lib/accounting/deal";
import type { Treatment } from "@/lib/accounting/treatment";
import type { AccountedTransaction } from "@/lib/accounting/wallet-book";
import type { Unit } from "@/lib/cardano/brand";

export const treatment: Treatment = {
  liquidity: "carry",
  airdrop: "income",
  standaloneFee: "disposal",
  transferFee: "loss",
};
export const min = "29d222ce763455e3d7a09a665ce554f00ac89d2e99a1a83d267170c64d494e" as Unit;
export const lp = `${"f5".repeat(28)}aa` as Unit;
export const nft = `${"ab".repeat(28)}01` as Unit;

/** An ADA is worth half a unit of money, a MIN (of a million parts) a hundredth; of anything else nobody knows. */
const prices: Readonly<Record<string, Fraction>> = {
  lovelace: new Fraction(1n, 2_000_000n),
  [min]: new Fraction(1n, 100_000_000n),
};
export const priceOf = (unit: string) => prices[unit] ?? null;

export type LegText = readonly [role: AccountedLeg["role"], unit: string, quantity: bigint, location?: string];

export function legs(action: AccountedLeg["action"], rows: readonly LegText[], order: Partial<AccountedLeg> = {}) {
  return rows.map(([role, unit, quantity, location = "wallet"]): AccountedLeg => ({
    ...{ action, subtype: null, protocol: null, orderRef: null, role, quantity },
    ...{ unit: unit as Unit, location: location as AccountedLeg["location"] },
    ...order,
  }));
}

export function tx(hash: string, ...wallets: AccountedLeg[][]): AccountedTransaction {
  return { hash, at: 0, priceOf, wallets: wallets.map((each, n) => ({ wallet: `w${String(n)}`, legs: each })) };
}

export const moneyText = (money: Fraction | null | undefined) => (money == null ? String(money) : money.toString(12));

export const swap = { subtype: "swap", protocol: "minswap-v2", orderRef: "p#0" } as const;
export const placed = tx(
  "p",
  legs(
    "order_place",
    [
      ["principal", "lovelace", -10_000_000n],
      ["principal", "lovelace", 10_000_000n, "order:p#0"],
      ["deposit", "lovelace", -2_000_000n],
      ["deposit", "lovelace", 2_000_000n, "order:p#0"],
      ["network_fee", "lovelace", -200_000n],
    ],
    swap,
  ),
);
