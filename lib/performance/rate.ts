import type Fraction from "fraction.js";

/** A rate (0.1: ten percent), or why there is none. */
export type Rate<Reason extends string> =
  { readonly rate: Fraction; readonly reason: null } | { readonly rate: null; readonly reason: Reason };
