import type { Unit } from "@/lib/cardano/brand";
import type { Position } from "@/lib/contract/positions";
import type { Amounts } from "@/lib/ledger/amounts";

/** A position before its tokens are named. */
export interface PositionDraft extends Pick<Position, "walletId" | "kind" | "credential" | "about"> {
  readonly protocol: { readonly id: string; readonly name: string } | null;
  readonly opened: Opened | null;
  readonly assets: Amounts;
  readonly debt: Amounts | null;
  readonly rewards: Amounts;
  readonly liquidity:
    | {
        readonly lp: readonly [Unit, bigint];
        readonly supply: bigint;
        readonly at: string;
      }
    | { readonly lp: readonly [Unit, bigint]; readonly supply: null; readonly at: null }
    | null;
}

/** The transaction that opened it. */
export interface Opened {
  readonly at: Date;
  readonly txHash: string;
  readonly transactionId: string | null;
}

export const none: Amounts = new Map();
