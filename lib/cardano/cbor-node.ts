/** Where an item stands among the bytes that it was read from, so that its exact bytes can be hashed. */
interface Span {
  readonly source: Uint8Array;
  readonly start: number;
  /** The first byte behind it. */
  readonly end: number;
}

export interface CborEntry {
  readonly k: CborNode;
  readonly v: CborNode;
}

/** One item of CBOR (RFC 8949). Strings in chunks are joined; bignums are integers. */
export type CborNode = Span &
  (
    | { readonly kind: "integer"; readonly value: bigint }
    | { readonly kind: "bytes"; readonly bytes: Uint8Array }
    | { readonly kind: "text"; readonly bytes: Uint8Array }
    | { readonly kind: "array"; readonly items: readonly CborNode[] }
    | { readonly kind: "map"; readonly entries: readonly CborEntry[] }
    | { readonly kind: "tag"; readonly tag: bigint; readonly content: CborNode }
    | { readonly kind: "boolean"; readonly value: boolean }
    | { readonly kind: "null" }
    /** Floats and simple values: none has a place in a transaction. */
    | { readonly kind: "simple value" }
    /** A container deeper than `maxCborDepth`: its extent is known and nothing of what it holds. */
    | { readonly kind: "item nested too deep" }
  );
