import "server-only";
import { takeTokens } from "@/lib/blockfrost/budget";
import { assetHolders } from "@/lib/blockfrost/chain";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { enteredAddress } from "@/lib/wallets/entered-address";

/** What to track for what a person entered. */
export interface Subject {
  readonly kind: "account" | "address";
  /** Stake address of an account, or the one address. */
  readonly subject: string;
  /** The address entered, or the one that the $handle stands for. */
  readonly address: string;
}

const handlePolicy = "f0ff48bbb7bbe9d59a40f1ce90e9e9d0ff5002ec48f232b49ca0fb9a";
const handlePattern = /^\$[a-z0-9._-]{1,15}$/i;
/** CIP-68 prefix of a handle's user token; older handles have none. */
const cip68Label = "000de140";

/** Throws `invalid_address`, `wrong_network` or `handle_not_found` with what to do; asks the chain for a $handle only. */
export async function resolveSubject(userId: string, entered: string): Promise<Subject> {
  const text = entered.trim();
  const address = enteredAddress(text.startsWith("$") ? await addressOfHandle(userId, text) : text);
  const { stake, kind } = address;
  if (kind === "stake") return { kind: "account", subject: address.text, address: address.text };
  if (kind === "base")
    return { kind: "account", subject: stakeAddressOf(stake, address.network), address: address.text };
  return { kind: "address", subject: address.text, address: address.text };
}

async function addressOfHandle(userId: string, handle: string): Promise<string> {
  if (!handlePattern.test(handle)) {
    const reason = "A $handle has up to 15 letters, digits, dots, dashes or underscores.";
    throw new AppError({ code: "invalid_address", detail: reason, issues: [{ field: "address", reason }] });
  }
  const name = Buffer.from(handle.slice(1).toLowerCase()).toString("hex");
  for (const assetName of [name, cip68Label + name]) {
    await takeOneToken(userId);
    const holders = await assetHolders(handlePolicy + assetName);
    const holder = holders?.[0];
    if (holder) return holder.address;
  }
  const reason = `Nobody holds the handle ${handle} on ${env().CARDANO_NETWORK}.`;
  throw new AppError({ code: "handle_not_found", detail: reason, issues: [{ field: "address", reason }] });
}

async function takeOneToken(userId: string): Promise<void> {
  const { granted } = await takeTokens(1, { userId, isBackground: false });
  if (granted === 0) {
    throw new AppError({
      code: "chain_unavailable",
      detail: "The chain is busy: try the $handle again in a few seconds, or paste an address.",
      retryable: true,
      retryAfterSeconds: 5,
    });
  }
}
