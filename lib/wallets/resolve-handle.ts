import "server-only";
import { blockfrostBudget, personAsking } from "@/lib/budget/budget";
import { assetHolders, datumCbor, listUnspentAt } from "@/lib/blockfrost/chain";
import { assetLabelPrefix } from "@/lib/cardano/asset-label";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { decodePlutusData } from "@/lib/cardano/plutus-data";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import { AppError } from "@/lib/contract/app-error";
import { env } from "@/lib/env";
import { adaHandle, readVirtualHandle, type VirtualHandle } from "@/lib/protocols/ada-handle";
import { enteredAddress } from "@/lib/wallets/entered-address";

/** `name`, or `name@root` of a subhandle, which with its label must fit into the 32 bytes of an asset name. */
const handlePattern = /^(?:[a-z0-9._-]{1,15}|(?=.{3,28}$)[a-z0-9._-]+@[a-z0-9._-]{1,15})$/;
const [{ hashes }] = adaHandle.policies;
const [policyId] = hashes;
const nftPrefix = assetLabelPrefix(222);
const virtualPrefix = assetLabelPrefix(0);

/**
 * The address that a $handle stands for, in whatever case it is written: where the handle lies, or what a virtual subhandle's
 * datum says. Throws `invalid_address` for what is no handle, `handle_not_found` where nobody's wallet stands behind it.
 */
export async function resolveHandle(userId: string, entered: string): Promise<ParsedAddress> {
  const name = entered.slice(1).trim().toLowerCase();
  if (!handlePattern.test(name)) {
    throw refused(
      "invalid_address",
      "A $handle has up to 15 letters, digits, dots, dashes or underscores; a subhandle is two such names joined by @, up to 28 characters in all.",
    );
  }
  const hex = Buffer.from(name).toString("hex");
  // Handles are NFTs of CIP-68, the first ones bare; subhandles are NFTs, or virtual.
  for (const prefix of name.includes("@") ? [nftPrefix, virtualPrefix] : ["", nftPrefix]) {
    const unit = policyId + prefix + hex;
    const [holder] = (await chainCall(userId, () => assetHolders(unit))) ?? [];
    if (holder === undefined) continue;
    const address =
      prefix === virtualPrefix
        ? await virtualAddress(userId, name, holder.address, unit)
        : enteredAddress(holder.address);
    return requireWallet(name, address);
  }
  throw refused("handle_not_found", `Nobody holds the handle $${name} on ${env().CARDANO_NETWORK}.`);
}

/** A contract that carries its seller's stake key is followed as the seller's account. */
function requireWallet(name: string, address: ParsedAddress): ParsedAddress {
  const isOfKey = address.kind === "byron" || address.kind === "stake" || address.payment.kind === "key";
  if (isOfKey || (address.kind === "base" && address.stake.kind === "key")) return address;
  throw refused(
    "handle_not_found",
    `The handle $${name} lies at a contract now, for sale at a market perhaps, so it stands for nobody's wallet. Paste the wallet's address instead.`,
  );
}

/** A virtual subhandle lies at a contract of its root's, with the address that it stands for in its datum. */
async function virtualAddress(userId: string, name: string, holder: string, unit: string): Promise<ParsedAddress> {
  const outputs = (await chainCall(userId, () => listUnspentAt(holder, unit))) ?? [];
  const output = outputs.find(({ amount }) => amount.some((each) => each.unit === unit));
  const hash = output?.data_hash ?? null;
  const cbor =
    output?.inline_datum ?? (hash === null ? null : ((await chainCall(userId, () => datumCbor(hash)))?.cbor ?? null));
  const { address = null, until = null } = (cbor === null ? null : virtualIn(cbor)) ?? {};
  if (until !== null && until < new Date()) {
    const day = until.toISOString().slice(0, 10);
    throw refused("handle_not_found", `The subhandle $${name} ran out on ${day}. Paste the wallet's address instead.`);
  }
  if (address !== null) return enteredAddress(address.text);
  throw refused("handle_not_found", `The subhandle $${name} says no address that can be followed.`);
}

function virtualIn(cbor: string): VirtualHandle | null {
  try {
    return readVirtualHandle(decodePlutusData(cbor));
  } catch (error) {
    if (error instanceof TransactionDecodeError) return null;
    throw error;
  }
}

function refused(code: "invalid_address" | "handle_not_found", reason: string): AppError {
  return new AppError({ code, detail: reason, issues: [{ field: "address", reason }] });
}

async function chainCall<T>(userId: string, call: () => Promise<T>): Promise<T> {
  const { granted } = await blockfrostBudget.take(1, await personAsking(userId));
  if (granted > 0) return call();
  throw new AppError({
    code: "chain_unavailable",
    detail: "The chain is busy: try the $handle again in a few seconds, or paste an address.",
    retryable: true,
    retryAfterSeconds: 5,
  });
}
