import { z } from "zod";
import { quantity } from "@/lib/contract/primitives";
import { keyWords, paymentKinds } from "@/lib/ledger/closed-words";

/** `claimed`: it carries the wallet's stake part and counts. `proven`: beyond doubt. `foreign`: the person said so; it does not count. */
const addressStates = ["claimed", "proven", "foreign"] as const;

const walletAddress = z.object({
  address: z.string(),
  state: z.enum(addressStates),
  paymentKind: z.enum(paymentKinds),
  /** Who said whose it is; null where nobody did. */
  saidBy: z.enum(["person", "wallet"]).nullable(),
  /** It was emptied by its own key, nothing proven beside it: whose it is only the person knows. */
  isAsked: z.boolean(),
  /** Lovelace there, as of the last proof; null where that does not tell. */
  lovelace: quantity.nullable(),
  firstSeenHeight: z.int(),
});
export type WalletAddress = z.infer<typeof walletAddress>;

export const addressPageSize = 50;
export const walletAddressesQuery = z.strictObject({
  from: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(addressPageSize),
});
export const walletAddressesAnswer = z.object({
  /** Those that are asked about first, then in the order in which the chain showed them. */
  addresses: z.array(walletAddress),
  total: z.int(),
  /** The native scripts that hold a shared wallet, as far as the chain has shown them. */
  signers: z.array(
    z.object({
      script: z.string(),
      keys: z.array(z.string()),
      /** How many of the keys must sign; null where the script is not as simple as that. */
      required: z.int().nullable(),
    }),
  ),
  /** Accounts that a key of this wallet can spend from and that are not followed. */
  elsewhere: z.array(z.object({ stakeAddress: z.string(), address: z.string() })),
});
export type WalletAddressesAnswer = z.infer<typeof walletAddressesAnswer>;

export const patchWalletAddressRequest = z.strictObject({
  address: z.string().trim().min(1).max(300),
  /** Null takes back what was said. */
  state: z.enum(keyWords).nullable(),
});
