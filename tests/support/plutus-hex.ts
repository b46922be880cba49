import { array, bytes, int, tag } from "./cbor-hex";

/** Plutus data written by hand for tests, as CBOR in hex. */
export const constr = (alternative: number, ...fields: string[]) => tag(121 + alternative, array(...fields));

export const nothing = constr(1);
export const just = (content: string) => constr(0, content);
const key = (hash: string) => constr(0, bytes(hash));

/** An address of a payment key and perhaps a stake key. */
export const plutusAddress = (payment: string, stake: string | null) =>
  constr(0, key(payment), stake === null ? nothing : just(constr(0, key(stake))));

/** `Asset(policy, name)`; ADA without arguments. */
export const asset = (policy = "", name = "") => constr(0, bytes(policy), bytes(name));

export const amount = (policy: string, name: string, quantity: bigint | number) =>
  array(bytes(policy), bytes(name), int(quantity));
