import { paymentAddress, rewardAccount, scriptCredential, type Address } from "../model/address";
import { utxoKey, type ChainTx, type Utxo } from "../model/chain-tx";
import { toHex } from "../model/digest";
import { bytes, constr, datumOf, int, type Datum, type PlutusData } from "../model/plutus-data";
import { MINSWAP_V1_ORDER, MINSWAP_V2_BATCHER, MINSWAP_V2_ORDER, MINSWAP_V2_POLICY, POOL_NAME } from "../model/scripts";
import type { DraftRedeemer } from "../model/tx-draft";
import { TOKENS } from "../model/tokens";
import { add, ada, withAsset, type Value } from "../model/value";
import { poolAddress, POOL_NFT, poolDatum } from "./genesis";
import { pay, payWithDatum, type Moment, type World } from "./world";

const DEPOSIT = 2_000_000n;
const BATCHER_FEE = 700_000n;
const ADA = 1_000_000;
const TRADED = TOKENS[0]?.unit ?? "";
const POLICY_DIGITS = 56;
/** Header and payment credential of a Shelley address, in bytes. */
const PAYMENT_END = 29;

const nothing = datumOf(constr(0));
const cancelling = datumOf(constr(1));

/** Places a swap at Minswap: mostly V2 with the wallet's own stake key and an inline datum, sometimes V1 with neither. */
export function placeOrder(world: World, moment: Moment): ChainTx | null {
  const selling = (world.balance().assets.get(TRADED) ?? 0n) / 2n;
  const sellsToken = selling > 1_000n && world.random.chance(0.4);
  const offered: Value = sellsToken
    ? withAsset(DEPOSIT + BATCHER_FEE, TRADED, selling)
    : ada(world.random.amount(10 * ADA, 80 * ADA) + DEPOSIT + BATCHER_FEE);
  const inputs = world.select(add(offered, ada(3_000_000n)));
  const receiver = world.receivingAddress();
  if (inputs === null || receiver.payment === null) return null;
  const amount = sellsToken ? selling : offered.lovelace - DEPOSIT - BATCHER_FEE;
  const order = world.random.chance(0.75)
    ? payWithDatum(orderAddress(world), offered, "inline", orderDatum(receiver, amount, sellsToken))
    : payWithDatum(oldOrderAddress(world), offered, "hash", oldOrderDatum(receiver, sellsToken));
  return world.build(moment, {
    inputs,
    outputs: [order],
    changeTo: world.changeAddress(),
    metadata: new Map([[674, { msg: ["Minswap: Market Order"] }]]),
  });
}

const orderAddress = (world: World): Address =>
  paymentAddress(
    world.network,
    scriptCredential(MINSWAP_V2_ORDER),
    world.stakeAddress === null ? undefined : world.stakeKey.hash,
  );
const oldOrderAddress = (world: World): Address => paymentAddress(world.network, scriptCredential(MINSWAP_V1_ORDER));

function openOrders(world: World): Utxo[] {
  return [orderAddress(world), oldOrderAddress(world)].flatMap(({ text }) => world.utxos.atAddress(text));
}

/** An address as Plutus sees it: payment credential, and perhaps a stake credential. */
function plutusAddress({ payment, bytes: raw }: Address): PlutusData {
  const stake = toHex(raw.slice(PAYMENT_END));
  const staked = stake === "" ? constr(1) : constr(0, constr(0, constr(0, bytes(stake))));
  return constr(0, constr(0, bytes(payment?.hash ?? "")), staked);
}

/** Minswap V2: canceller, refund and success receiver, LP asset, a swap of an exact amount, fee, no expiry. */
function orderDatum(receiver: Address, amount: bigint, sellsToken: boolean): Datum {
  return datumOf(
    constr(
      0,
      constr(0, bytes(receiver.payment?.hash ?? "")),
      plutusAddress(receiver),
      constr(0),
      plutusAddress(receiver),
      constr(0),
      constr(0, bytes(MINSWAP_V2_POLICY), bytes(POOL_NAME)),
      constr(0, constr(sellsToken ? 0 : 1), constr(0, int(amount)), int(1n), constr(0)),
      int(BATCHER_FEE),
      constr(1),
    ),
  );
}

/** Minswap V1: sender, receiver, no datum hash, a swap into the other asset, fee, deposit. */
function oldOrderDatum(receiver: Address, sellsToken: boolean): Datum {
  const [policy, name] = sellsToken ? ["", ""] : [TRADED.slice(0, POLICY_DIGITS), TRADED.slice(POLICY_DIGITS)];
  return datumOf(
    constr(
      0,
      plutusAddress(receiver),
      plutusAddress(receiver),
      constr(1),
      constr(0, constr(0, bytes(policy), bytes(name)), int(1n)),
      int(BATCHER_FEE),
      int(DEPOSIT),
    ),
  );
}

/** The wallet's address that the order's datum names. */
function receiverOf(world: World, order: Utxo): Address {
  const keyHash = firstBytes(order.datum?.datum.data);
  return world.addresses.find(({ payment }) => payment?.hash === keyHash) ?? world.receivingAddress();
}

function firstBytes(data: PlutusData | undefined): string | null {
  if (data === undefined) return null;
  if ("bytes" in data) return data.bytes;
  return "fields" in data ? firstBytes(data.fields[0]) : null;
}

const spending = (utxo: Utxo, data: Datum): DraftRedeemer => ({
  purpose: "spend",
  target: utxoKey(utxo),
  scriptHash: utxo.address.payment?.hash ?? "",
  data,
});

/** The witness datums that hash-only inputs need. */
const revealed = (inputs: readonly Utxo[]): Datum[] =>
  inputs.flatMap(({ datum }) => (datum?.kind === "hash" ? [datum.datum] : []));

/** A batcher spends the oldest order and the pool, withdraws nothing from its script account, and pays the wallet. */
export function fillOrder(world: World, moment: Moment): ChainTx | null {
  const [order] = openOrders(world);
  const pool = world.utxos.atAddress(poolAddress(world.network).text).find(({ value }) => value.assets.has(POOL_NFT));
  const { batcher } = world.cast;
  const collateral = batcherCollateral(world);
  const inputs = world.selectOf(batcher, ada(20_000_000n), collateral);
  if (order === undefined || pool === undefined || inputs === null || collateral === null) return null;
  const offered = order.value.assets.get(TRADED) ?? 0n;
  const reserveAda = pool.value.lovelace - 3_000_000n;
  const reserveToken = pool.value.assets.get(TRADED) ?? 0n;
  const paidIn = offered > 0n ? offered : order.value.lovelace - DEPOSIT - BATCHER_FEE;
  const [from, to] = offered > 0n ? [reserveToken, reserveAda] : [reserveAda, reserveToken];
  const received = (to * paidIn * 997n) / (from * 1000n + paidIn * 997n);
  const payout = offered > 0n ? ada(DEPOSIT + received) : withAsset(DEPOSIT, TRADED, received);
  const nextAda = offered > 0n ? reserveAda - received : reserveAda + paidIn;
  const nextToken = offered > 0n ? reserveToken + paidIn : reserveToken - received;
  const nextValue = {
    lovelace: nextAda + 3_000_000n,
    assets: new Map(pool.value.assets).set(TRADED, nextToken),
  };
  const batcherAccount = rewardAccount(world.network, scriptCredential(MINSWAP_V2_BATCHER));
  const spent = [order, pool, ...inputs];
  return world.build(moment, {
    inputs: spent,
    outputs: [
      payWithDatum(pool.address, nextValue, "inline", poolDatum(TRADED, nextAda, nextToken)),
      pay(receiverOf(world, order), payout),
    ],
    changeTo: batcher.address,
    collateral: { inputs: [collateral], returnTo: batcher.address },
    referenceInputs: referenceScripts(world),
    withdrawals: [{ stakeAddress: batcherAccount.text, accountBytes: batcherAccount.bytes, amount: 0n }],
    redeemers: [
      spending(order, nothing),
      spending(pool, nothing),
      { purpose: "reward", target: batcherAccount.text, scriptHash: MINSWAP_V2_BATCHER, data: nothing },
    ],
    witnessDatums: revealed([order]),
    metadata: new Map([[674, { msg: ["Minswap: Order Executed"] }]]),
    signers: [batcher.key],
  });
}

const batcherCollateral = (world: World): Utxo | null =>
  world.utxos.atAddress(world.cast.batcher.address.text).find(({ value }) => value.lovelace === 100_000_000n) ?? null;

const referenceScripts = (world: World): Utxo[] =>
  world.utxos
    .atAddress(world.cast.issuer.address.text)
    .filter(({ referenceScriptHash }) => referenceScriptHash !== null);

/** The wallet takes its order back, with its own output both as input and as collateral now and then. */
export function cancelOrder(world: World, moment: Moment): ChainTx | null {
  const order = world.random.shuffled(openOrders(world))[0];
  return order === undefined ? null : reclaim(world, moment, order, true);
}

/** The same, refused by the script: only the collateral goes. */
export function failedScript(world: World, moment: Moment): ChainTx | null {
  const order = world.random.shuffled([...openOrders(world)])[0];
  return order === undefined ? null : reclaim(world, moment, order, false);
}

/** Spends an output under a script back to the wallet, as a wallet does it. */
export function reclaim(world: World, moment: Moment, locked: Utxo, valid: boolean): ChainTx | null {
  const collateral = world.adaOnly(5_000_000n);
  const owner = receiverOf(world, locked).payment?.hash;
  if (collateral === null || owner === undefined) return null;
  const inputs = (world.random.chance(0.5) ? world.select(ada(4_000_000n), [collateral]) : null) ?? [collateral];
  const wholeCollateral = !valid && collateral.value.lovelace <= 6_000_000n;
  return world.build(moment, {
    inputs: [...inputs, locked],
    outputs: valid ? [pay(world.receivingAddress(), locked.value)] : [pay(world.cast.friend.address, ada(1_500_000n))],
    changeTo: world.changeAddress(),
    valid,
    collateral: { inputs: [collateral], returnTo: wholeCollateral ? null : world.changeAddress() },
    referenceInputs: referenceScripts(world),
    redeemers: [spending(locked, cancelling)],
    witnessDatums: revealed([locked]),
    requiredSigners: [owner],
    ...(valid ? { metadata: new Map([[674, { msg: ["Minswap: Cancel Order"] }]]) } : {}),
  });
}
