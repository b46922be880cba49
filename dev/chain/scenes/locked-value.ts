import { keyCredential, paymentAddress, scriptCredential, type Address } from "../model/address";
import { Random } from "../model/random";
import { keyFrom, type Key } from "../model/address";
import type { ChainTx, Utxo } from "../model/chain-tx";
import { toHex } from "../model/digest";
import { bytes, constr, datumOf, int } from "../model/plutus-data";
import { UNKNOWN_VAULT } from "../model/scripts";
import { add, ada } from "../model/value";
import { reclaim } from "./orders";
import { pay, payWithDatum, type Moment, type World } from "./world";

const ADA = 1_000_000;
/** Over 64 bytes, so that the datum holds an indefinite-length byte string. */
const NOTE_BYTES = 90;

const vaultAddress = (world: World): Address =>
  paymentAddress(world.network, scriptCredential(UNKNOWN_VAULT), world.stakeKey.hash);

/** Locks ADA in a contract that no registry knows, under the wallet's own stake key. */
export function lockInVault(world: World, moment: Moment): ChainTx | null {
  const value = ada(world.random.amount(5 * ADA, 30 * ADA));
  const inputs = world.select(add(value, ada(3_000_000n)));
  const owner = world.random.pick(world.addresses).payment?.hash;
  if (inputs === null || owner === undefined || world.stakeAddress === null) return null;
  const note = toHex(world.random.bytes(NOTE_BYTES));
  const datum = datumOf(constr(0, bytes(owner), int(BigInt(moment.slot)), bytes(note)));
  return world.build(moment, {
    inputs,
    outputs: [payWithDatum(vaultAddress(world), value, "inline", datum)],
    changeTo: world.changeAddress(),
  });
}

export function unlockVault(world: World, moment: Moment): ChainTx | null {
  const [locked] = world.utxos.atAddress(vaultAddress(world).text);
  return locked === undefined ? null : reclaim(world, moment, locked, true);
}

/** Anyone may attach the wallet's stake key to a payment key of their own. */
function franken(world: World): { key: Key; address: Address } {
  const key = keyFrom(new Random(`franken/${world.stakeKey.hash}`));
  return { key, address: paymentAddress(world.network, keyCredential(key), world.stakeKey.hash) };
}

export function receiveAtFranken(world: World, moment: Moment): ChainTx | null {
  const { spammer } = world.cast;
  const inputs = world.selectOf(spammer, ada(60_000_000n));
  if (inputs === null || world.stakeAddress === null) return null;
  return world.build(moment, {
    inputs,
    outputs: [pay(franken(world).address, ada(world.random.amount(2 * ADA, 40 * ADA)))],
    changeTo: spammer.address,
    signers: [spammer.key],
  });
}

export function spendFranken(world: World, moment: Moment): ChainTx | null {
  const { key, address } = franken(world);
  const inputs: Utxo[] = world.utxos.atAddress(address.text).slice(0, 1);
  if (inputs.length === 0) return null;
  return world.build(moment, { inputs, outputs: [], changeTo: world.cast.spammer.address, signers: [key] });
}
