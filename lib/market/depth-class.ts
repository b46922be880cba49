/** How far a price can be trusted, by the ADA that stands behind it; `none` where no ADA side tells. */
export type DepthClass = "firm" | "thin" | "unreliable" | "none";

/** What Orcfax asks of a pool before it takes its price. */
export const firmFromLovelace = 10_000_000_000n;
/** What Minswap asks of a pool before it lists a token as verified. */
export const thinFromLovelace = 1_000_000_000n;

/** The class of one pool's ADA side, or of several together; null where none has one. */
export function depthClass(depthLovelace: bigint | null): DepthClass {
  if (depthLovelace === null) return "none";
  if (depthLovelace >= firmFromLovelace) return "firm";
  return depthLovelace >= thinFromLovelace ? "thin" : "unreliable";
}
