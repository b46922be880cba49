declare const brand: unique symbol;

/** A string that only its own `parseX` may make; the compiler keeps a `TxHash` from being passed as a `Unit`. */
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** 64 lower-case hex digits: blake2b-256 of a transaction body. */
export type TxHash = Brand<string, "TxHash">;
/** 56 lower-case hex digits: blake2b-224 of a key or a script. */
export type CredentialHash = Brand<string, "CredentialHash">;
/** `lovelace`, or policy id (56 hex) followed by the asset name (0–64 hex). Blockfrost's own spelling. */
export type Unit = Brand<string, "Unit">;
/** Bech32 `stake1…` / `stake_test1…`. */
export type StakeAddress = Brand<string, "StakeAddress">;
/** Bech32 `addr1…` / `addr_test1…`, or base58 Byron. */
export type PaymentAddress = Brand<string, "PaymentAddress">;
