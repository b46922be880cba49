import type { Position, PositionKind } from "@/lib/contract/positions";
import { shortHash } from "./chain-text";

/** What a position is called, and what that means for its owner. */
export const positionWords = {
  order: { name: "Open order", meaning: "Waits to be carried out, or for you to take it back." },
  liquidity: { name: "Liquidity", meaning: "Your part of a pool, as both assets that it stands for." },
  farm: { name: "Staked at a farm", meaning: "Earns rewards at the protocol until you take it out." },
  supply: { name: "Supplied", meaning: "Lent to the protocol." },
  borrow: { name: "Loan", meaning: "What secures a loan that you took." },
  cdp: { name: "Debt position", meaning: "What secures assets that you minted." },
  collateral: { name: "Collateral", meaning: "Secures a position at the protocol." },
  locked: { name: "Locked", meaning: "Lies at a script under your stake key; no more is known of it." },
  stake: {
    name: "Delegated stake",
    meaning: "Earns rewards with a stake pool. It stays in your wallet and can be spent.",
  },
  vote: { name: "Voting power", meaning: "Given to a representative. It stays in your wallet and can be spent." },
} as const satisfies Record<PositionKind, { name: string; meaning: string }>;

export interface PositionGroup {
  readonly key: string;
  readonly title: string;
  readonly positions: readonly Position[];
}

/** Positions under the protocol or the script that holds them, in the order of each one's first. */
export function groupPositions(positions: readonly Position[]): PositionGroup[] {
  const groups = new Map<string, Position[]>();
  for (const position of positions) {
    const key = position.protocol ?? position.credential ?? "";
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [position]);
    else members.push(position);
  }
  return [...groups].map(([key, members]) => ({ key, title: titleOf(members[0], key), positions: members }));
}

function titleOf(position: Position | undefined, key: string): string {
  if (position?.protocolName != null) return position.protocolName;
  return `Contract ${shortHash(key, 6, 4)}`;
}

/** `0.0025` → `0.25 %` of a pool; the smallest are `< 0.0001 %`. */
export function poolShareText(share: string): string {
  const [whole = "0", fraction = ""] = share.split(".");
  const millionths = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0").slice(0, 6));
  if (millionths === 0n) return "< 0.0001 %";
  const text = `${(millionths / 10_000n).toString()}.${(millionths % 10_000n).toString().padStart(4, "0")}`;
  return `${text.replace(/\.?0+$/, "")} %`;
}
