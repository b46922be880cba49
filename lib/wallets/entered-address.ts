import "server-only";
import { AddressError } from "@/lib/cardano/address-error";
import { assertAddressNetwork, parseAddress } from "@/lib/cardano/parse-address";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";

/** An address as a person or a wallet gave it, of this deployment's network. Throws `invalid_address` or `wrong_network`. */
export function enteredAddress(text: string): ParsedAddress {
  try {
    const address = parseAddress(text);
    assertAddressNetwork(address, env().CARDANO_NETWORK);
    return address;
  } catch (cause) {
    if (!(cause instanceof AddressError)) throw cause;
    const code = cause.code === "network" ? "wrong_network" : "invalid_address";
    throw new AppError({ code, detail: cause.message, issues: [{ field: "address", reason: cause.message }], cause });
  }
}
