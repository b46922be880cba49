import { buildTx } from "../model/build-tx";
import { keyCredential, keyFrom, paymentAddress, type Address, type Key } from "../model/address";
import { utxoKey, type ChainTx, type Output, type Utxo } from "../model/chain-tx";
import { blake224, blake256, fromText, toHex } from "../model/digest";
import type { Network } from "../model/networks";
import { constr, datumOf, type Datum } from "../model/plutus-data";
import { Random } from "../model/random";
import { txByRule } from "../model/tx-by-rule";
import type { DraftRedeemer } from "../model/tx-draft";
import { add, ada, type Value } from "../model/value";

const TRADERS = 24;
/** For fee, change and collateral. */
const SPARE_LOVELACE = 60_000_000n;
const swap = datumOf(constr(0));

interface Trader {
  readonly key: Key;
  readonly address: Address;
}

/** Those who trade with pools. Where their money comes from nobody asks: their outputs are of no transaction of the chain. */
export class Traders {
  private readonly made = new Map<number, Trader>();

  constructor(
    private readonly network: Network,
    private readonly seed: string,
  ) {}

  pick(random: Random): Trader {
    const number = random.int(0, TRADERS - 1);
    const known = this.made.get(number);
    if (known !== undefined) return known;
    const key = keyFrom(new Random(`${this.seed}/trader/${number}`));
    const stake = toHex(blake224(fromText(`${this.seed}/trader-stake/${number}`)));
    const trader = { key, address: paymentAddress(this.network, keyCredential(key), stake) };
    this.made.set(number, trader);
    return trader;
  }
}

export interface PoolMove {
  readonly network: Network;
  readonly traders: Traders;
  /** Names the transaction, and all that is chance in it. */
  readonly label: string;
  readonly slot: number;
  /** The pool as it was; null where it is made. */
  readonly before: Utxo | null;
  readonly after: Output;
  /** Made together with the pool. */
  readonly minted: ReadonlyMap<string, bigint>;
}

/** Somebody swaps with a pool without an order, or makes one: what the pool gains is his, what it loses he gets. */
export function poolTx({ network, traders, label, slot, before, after, minted }: PoolMove): ChainTx {
  const random = new Random(label);
  const trader = traders.pick(random);
  const purse: Utxo = {
    address: trader.address,
    value: add(ada(SPARE_LOVELACE), gained(before?.value ?? ada(0n), after.value, minted)),
    datum: null,
    referenceScriptHash: null,
    txHash: toHex(blake256(fromText(`${label}/purse`))),
    index: random.int(0, 3),
  };
  const tx = buildTx(network, random, {
    inputs: before === null ? [purse] : [before, purse],
    outputs: [after],
    changeTo: trader.address,
    slot,
    encoding: { mapOutputs: true, taggedSets: true, mapRedeemers: true, taggedAuxiliaryData: false },
    signers: [trader.key],
    collateral: { inputs: [purse], returnTo: trader.address },
    mint: minted,
    redeemers: [...spending(before), ...minting(minted)],
    witnessDatums: hashedDatums([before, after]),
  });
  if (tx === null) throw new Error(`${label} does not balance`);
  return tx;
}

/** What comes into the pool, without what is made there; what goes out of it is left to the change. */
function gained(before: Value, after: Value, minted: ReadonlyMap<string, bigint>): Value {
  const assets = [...after.assets].flatMap(([unit, quantity]) => {
    const more = quantity - (before.assets.get(unit) ?? 0n) - (minted.get(unit) ?? 0n);
    return more > 0n ? [[unit, more] as const] : [];
  });
  const lovelace = after.lovelace - before.lovelace;
  return { lovelace: lovelace > 0n ? lovelace : 0n, assets: new Map(assets) };
}

const spending = (pool: Utxo | null): DraftRedeemer[] =>
  pool === null
    ? []
    : [{ purpose: "spend", target: utxoKey(pool), scriptHash: pool.address.payment?.hash ?? "", data: swap }];

const minting = (minted: ReadonlyMap<string, bigint>): DraftRedeemer[] =>
  [...new Set([...minted.keys()].map((unit) => unit.slice(0, 56)))].map((policy) => ({
    purpose: "mint",
    target: policy,
    scriptHash: policy,
    data: swap,
  }));

/** An output that keeps the hash alone has its datum told beside, when it is made and when it is spent. */
const hashedDatums = (pools: readonly (Output | null)[]): Datum[] => {
  const told = pools.flatMap((pool) => (pool?.datum?.kind === "hash" ? [pool.datum.datum] : []));
  return told.filter(({ hash }, index) => told.findIndex((each) => each.hash === hash) === index);
};

/** Hands a pool on unchanged. */
export function bridgeTx(label: string, before: Utxo): ChainTx {
  const hash = bridgeHash(label);
  return txByRule({
    hash,
    inputs: [before],
    outputs: [{ ...before, txHash: hash, index: 0 }],
    witnessDatums: before.datum?.kind === "hash" ? [before.datum.datum] : [],
  });
}

export const bridgeHash = (label: string): string => toHex(blake256(fromText(`${label}/bridge`)));
