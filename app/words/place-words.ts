import type { HoldingsAnswer } from "@/lib/contract/holdings";

type Place = HoldingsAnswer["places"][number]["place"];

/** Where value is, and what that means for its owner. */
export const placeWords = {
  wallet: { name: "In wallet", short: "wallet", meaning: "At your own addresses, spendable with your key." },
  contract: {
    name: "In contracts",
    short: "contract",
    meaning: "Locked in a script under your stake key, such as an open order or a vault. It is still yours.",
  },
} as const satisfies Record<Place, { name: string; short: string; meaning: string }>;
