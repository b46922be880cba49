// Made by dev/rates/make-ecb-table.ts.
/** The last day that the program brings rates along for. */
export const ecbTableUntil = "2026-04-13";
