/** A number of 32 bits that belongs to a seed and a place: the same on every machine, without a sequence before it. */
function bitsAt(seed: number, place: number): number {
  let x = (Math.imul(place, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b) ^ (place / 0x1_0000_0000)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** In [0, 1). */
export const fractionAt = (seed: number, place: number): number => bitsAt(seed, place) / 0x1_0000_0000;

/** In [-1, 1). */
export const signedAt = (seed: number, place: number): number => 2 * fractionAt(seed, place) - 1;

/** Between -1 and 1, and going smoothly from one whole place to the next. */
export function smoothAt(seed: number, place: number): number {
  const index = Math.floor(place);
  const t = place - index;
  const share = t * t * (3 - 2 * t);
  return (1 - share) * signedAt(seed, index) + share * signedAt(seed, index + 1);
}

/** The number that stands for a text in the functions above (FNV-1a). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
