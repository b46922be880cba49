import type { Address } from "../model/address";
import type { Output } from "../model/chain-tx";
import { datumOf } from "../model/plutus-data";
import { FORMS } from "./dex-forms";
import { sides, type FormedPool } from "./pool-form";

/** Of a pool without an ADA side. */
const LEAST_LOVELACE = 3_000_000n;

/** What a pool with these reserves looks like on the chain. */
export function poolOutput(address: Address, pool: FormedPool): Output {
  const { validity, dex } = pool.spec;
  const form = FORMS[dex];
  const assets = new Map<string, bigint>();
  let lovelace = form.kept;
  for (const { unit, amount } of sides(pool)) {
    if (unit === "") lovelace += amount + form.apart;
    else assets.set(unit, amount + form.apart);
  }
  if (validity !== "none") for (const [unit, quantity] of form.tokens(pool)) assets.set(unit, quantity);
  return {
    address,
    value: { lovelace: pool.spec.quote === null ? lovelace : LEAST_LOVELACE + form.kept, assets },
    datum: { kind: form.datum, datum: datumOf(form.data(pool)) },
    referenceScriptHash: null,
  };
}
