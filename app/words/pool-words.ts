import { readableText, shortHash } from "./chain-text";

interface NamedPool {
  readonly id: string;
  readonly ticker: string | null;
  readonly name: string | null;
}

/** What a stake pool or DRep calls itself: `[SIM1] Simulated Pool`; its id where it says nothing. */
export function poolLabel({ id, ticker, name }: NamedPool): string {
  const [short, long] = [readableText(ticker ?? ""), readableText(name ?? "")];
  if (short === "" && long === "") return drepWords[id] ?? shortHash(id, 10, 6);
  return [short === "" ? "" : `[${short}]`, long].filter((part) => part !== "").join(" ");
}

const drepWords: Readonly<Record<string, string>> = {
  drep_always_abstain: "Always abstain",
  drep_always_no_confidence: "Always no confidence",
};
