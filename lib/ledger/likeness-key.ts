/** By what transactions are alike; see `likenessOf`. */
export const likenessKinds = [
  "failed",
  "contract",
  "contract_left",
  "mint",
  "certificates",
  "vote",
  "party",
  "withdrawal",
  "self",
  "tokens",
] as const;
export type LikenessKind = (typeof likenessKinds)[number];

/** What a key says: which way value moved, and the credentials, policies, kinds or the address that are shared. */
export interface LikenessParts {
  readonly kind: LikenessKind;
  readonly direction: string;
  readonly shared: string[];
}

/** The text by which alike transactions are found: `kind|direction|shared,shared`. */
export function likenessKey(kind: LikenessKind, direction: string, shared: readonly string[]): string {
  return `${kind}|${direction}|${shared.join(",")}`;
}

/** What `likenessKey` was made of. */
export function readLikenessKey(key: string): LikenessParts {
  const [kind = "", direction = "", shared = ""] = key.split("|");
  return { kind: kind as LikenessKind, direction, shared: shared === "" ? [] : shared.split(",") };
}
