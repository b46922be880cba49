import type { ChainTx, Json } from "../model/chain-tx";
import { HANDLE_POLICY, handleUnit, TOKENS } from "../model/tokens";
import { add, ada, sum, withAsset, type Value } from "../model/value";
import { pay, signersOf, type Actor, type Moment, type World } from "./world";

const ADA = 1_000_000;
const FEE_ROOM = ada(3_000_000n);
const AIRDROP_RECEIVERS = 24;
const SINGLES_AT_ONCE = 30;

const memo = (...lines: string[]): ReadonlyMap<number, Json> => new Map([[674, { msg: lines }]]);

/** Another pays the wallet. */
function receiveFrom(world: World, moment: Moment, actor: Actor, value: Value): ChainTx | null {
  const inputs = world.selectOf(actor, add(value, FEE_ROOM));
  if (inputs === null) return null;
  return world.build(moment, {
    inputs,
    outputs: [pay(world.receivingAddress(), value)],
    changeTo: actor.address,
    ...(world.random.chance(0.15) ? { metadata: memo("Thanks for the coffee") } : {}),
    ...signersOf(actor),
  });
}

export const receive = (world: World, moment: Moment): ChainTx | null =>
  receiveFrom(world, moment, world.cast.friend, ada(world.random.amount(20 * ADA, 400 * ADA)));

/** A withdrawal from an exchange that still pays from a Byron address. */
export const receiveFromExchange = (world: World, moment: Moment): ChainTx | null =>
  receiveFrom(world, moment, world.cast.exchange, ada(world.random.amount(100 * ADA, 900 * ADA)));

export function receiveTokens(world: World, moment: Moment): ChainTx | null {
  const token = world.random.pick(TOKENS);
  const value = withAsset(
    world.random.amount(1_200_000, 2_000_000),
    token.unit,
    world.random.amount(1_000, 90_000_000),
  );
  return receiveFrom(world, moment, world.cast.friend, value);
}

/** One of many equal outputs of a distribution. */
export function airdrop(world: World, moment: Moment): ChainTx | null {
  const token = world.random.pick(TOKENS);
  const share = withAsset(1_400_000n, token.unit, world.random.amount(10, 9_000));
  const needed = {
    lovelace: share.lovelace * BigInt(AIRDROP_RECEIVERS + 3),
    assets: new Map([[token.unit, (share.assets.get(token.unit) ?? 0n) * BigInt(AIRDROP_RECEIVERS)]]),
  };
  const inputs = world.selectOf(world.cast.issuer, needed);
  if (inputs === null) return null;
  const strangers = Array.from({ length: AIRDROP_RECEIVERS - 1 }, () => world.stranger());
  const at = world.random.int(0, strangers.length);
  return world.build(moment, {
    inputs,
    outputs: strangers.toSpliced(at, 0, world.receivingAddress()).map((address) => pay(address, share)),
    changeTo: world.cast.issuer.address,
    signers: [world.cast.issuer.key],
  });
}

export function send(world: World, moment: Moment): ChainTx | null {
  const value = ada(world.random.amount(2 * ADA, 60 * ADA));
  return sendValue(world, moment, value);
}

export function sendTokens(world: World, moment: Moment): ChainTx | null {
  const givesPictures = world.random.chance(0.1);
  const held = [...world.balance().assets].filter(
    ([unit, quantity]) => !unit.startsWith(HANDLE_POLICY) && (quantity > 1n || givesPictures),
  );
  if (held.length === 0) return null;
  const [unit, quantity] = world.random.pick(held);
  return sendValue(world, moment, withAsset(1_500_000n, unit, quantity / 3n + 1n));
}

function sendValue(world: World, moment: Moment, value: Value): ChainTx | null {
  const inputs = world.select(add(value, FEE_ROOM));
  if (inputs === null) return null;
  const receiver = world.random.chance(0.2) ? world.cast.exchange : world.cast.friend;
  const isOwn = world.payees.length > 0 && world.random.chance(0.6);
  return world.build(moment, {
    inputs,
    outputs: [pay(isOwn ? world.random.pick(world.payees) : receiver.address, value)],
    changeTo: world.changeAddress(),
    ...(world.random.chance(0.2) ? { metadata: memo("Rent", "for the month") } : {}),
  });
}

/** Single tokens in one output to a stranger, as who holds many parts with them; the chain bounds what one output carries. */
export function partWithSingles(world: World, moment: Moment): ChainTx | null {
  const value = singlesOf(world.balance());
  const inputs = world.select(add(value, FEE_ROOM));
  if (value.assets.size === 0 || inputs === null) return null;
  return world.build(moment, {
    inputs,
    outputs: [pay(world.stranger(), value)],
    changeTo: world.changeAddress(),
  });
}

/** The friend gives away what single tokens it was ever given. */
export const receiveSingles = (world: World, moment: Moment): ChainTx | null =>
  receiveFrom(world, moment, world.cast.friend, singlesOf(heldByFriend(world)));

export const heldByFriend = (world: World): Value =>
  sum(world.utxos.atAddress(world.cast.friend.address.text).map(({ value }) => value));

function singlesOf({ assets }: Value): Value {
  const singles = [...assets].filter(([unit, quantity]) => quantity === 1n && !unit.startsWith(HANDLE_POLICY));
  return { lovelace: 6_000_000n, assets: new Map(singles.slice(0, SINGLES_AT_ONCE)) };
}

/** Everything small into one output, or a collateral set aside: nothing leaves but the fee. */
export function selfTransfer(world: World, moment: Moment): ChainTx | null {
  const inputs = world.random.shuffled(world.ownUtxos()).slice(0, 30);
  if (inputs.length === 0) return null;
  const setAside = world.random.chance(0.4) ? [pay(world.receivingAddress(), ada(5_000_000n))] : [];
  return world.build(moment, { inputs, outputs: setAside, changeTo: world.changeAddress() });
}

/** Two people sign one transaction: ADA against tokens. */
export function peerSwap(world: World, moment: Moment): ChainTx | null {
  const price = ada(world.random.amount(8 * ADA, 25 * ADA));
  const bought = withAsset(1_500_000n, world.random.pick(TOKENS).unit, world.random.amount(500, 50_000));
  const mine = world.select(add(price, ada(6_000_000n)));
  const { friend } = world.cast;
  const theirs = world.selectOf(friend, add(bought, FEE_ROOM));
  if (mine === null || theirs === null) return null;
  const [first] = theirs;
  if (first === undefined) return null;
  const ownChange = mine.reduce((total, { value }) => add(total, value), ada(0n));
  return world.build(moment, {
    inputs: [...mine, ...theirs],
    outputs: [
      pay(world.receivingAddress(), bought),
      pay(world.changeAddress(), { ...ownChange, lovelace: ownChange.lovelace - price.lovelace }),
    ],
    changeTo: friend.address,
    ...signersOf(friend),
  });
}

/** Mints a $handle to the wallet, paid by the issuer. */
export const receiveHandle =
  (handle: string) =>
  (world: World, moment: Moment): ChainTx | null => {
    const { issuer } = world.cast;
    const inputs = world.selectOf(issuer, ada(10_000_000n));
    const [address] = world.addresses;
    if (inputs === null || address === undefined) return null;
    const unit = handleUnit(handle);
    const details = { name: `$${handle}`, image: "ipfs://QmHandle", mediaType: "image/jpeg" };
    return world.build(moment, {
      inputs,
      outputs: [pay(address, withAsset(1_500_000n, unit, 1n))],
      changeTo: issuer.address,
      mint: new Map([[unit, 1n]]),
      metadata: new Map([[721, { [unit.slice(0, 56)]: { [handle]: details } }]]),
      signers: [issuer.key],
    });
  };
