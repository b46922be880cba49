/** What a picture spans. */
export interface Span {
  /** Seconds since 1970. */
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** How far along a moment lies, from 0 to 1; in the middle where there is only one. */
export function across(span: Span, seconds: number): number {
  return span.right === span.left ? 0.5 : (seconds - span.left) / (span.right - span.left);
}

/** How far down a figure lies, from 0 to 1. */
export function down(span: Span, figure: number): number {
  return 1 - (figure - span.low) / (span.high - span.low);
}

/** A share of a picture as CSS has it. */
export const part = (share: number): string => `${Math.round(share * 10_000) / 100}%`;
