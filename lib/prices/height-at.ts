/** A block comes every twenty seconds on average, each slot by its own chance. */
const blockSeconds = 20;

/**
 * A height that a later time has certainly reached, from a block that is known: as many blocks as there are on average, and four
 * standard deviations and a twentieth more, so that the list up to it holds all that happened before.
 */
export function heightPast(known: Block, at: number): number {
  const blocks = Math.max(0, at - known.at) / 1_000 / blockSeconds;
  return known.height + Math.ceil(blocks * 1.05 + 4 * Math.sqrt(blocks)) + 1;
}

interface Block {
  readonly height: number;
  /** ms since the epoch. */
  readonly at: number;
}

/** The same between two blocks that are known, the later of which may be missing: then as far as chance may carry it off the line. */
export function heightBetween(before: Block, after: Block | null, at: number): number {
  if (after === null || after.at <= before.at) return heightPast(before, at);
  const part = Math.min(1, (at - before.at) / (after.at - before.at));
  const blocks = after.height - before.height;
  return before.height + Math.ceil(blocks * part + 4 * Math.sqrt(blocks * part * (1 - part))) + 1;
}
