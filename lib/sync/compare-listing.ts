import type { StoredPlace } from "@/lib/sync/sync-job-store";

export interface Position {
  readonly height: number;
  readonly txIndex: number;
}

export interface Difference {
  /** The lowest height at which the list and the database certainly differ; null where they do not. */
  readonly height: number | null;
  /** Stored and not listed, in chain order: gone, or of a kind that the list never shows. Only the chain can tell. */
  readonly missing: readonly StoredPlace[];
}

export function isAfter(a: Position, b: Position): boolean {
  return a.height > b.height || (a.height === b.height && a.txIndex > b.txIndex);
}

/**
 * Compares what is stored with what the chain lists of the same stretch. `stored` holds everything that the wallet has from
 * its first entry to the cursor; `listedTo` is the last position that was listed, null for the end of the list.
 */
export function compareListing(
  stored: readonly StoredPlace[],
  listed: readonly StoredPlace[],
  cursor: Position,
  listedTo: Position | null,
): Difference {
  const listedByHash = new Map(listed.map((place) => [place.hash, place]));
  const storedHashes = new Set(stored.map(({ hash }) => hash));
  const heights: number[] = [];
  const missing: StoredPlace[] = [];
  for (const place of stored) {
    const now = listedByHash.get(place.hash);
    if (now === undefined) {
      if (listedTo === null || !isAfter(place, listedTo)) missing.push(place);
    } else if (now.height !== place.height || now.txIndex !== place.txIndex || now.time !== place.time)
      heights.push(Math.min(now.height, place.height));
  }
  for (const place of listed) if (!storedHashes.has(place.hash) && !isAfter(place, cursor)) heights.push(place.height);
  return { height: heights.length === 0 ? null : Math.min(...heights), missing };
}
