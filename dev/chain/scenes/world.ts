import {
  byronAddress,
  byronKeyFrom,
  keyCredential,
  keyFrom,
  paymentAddress,
  pointerAddress,
  rewardAccount,
  type Address,
  type ByronKey,
  type Key,
} from "../model/address";
import { buildTx } from "../model/build-tx";
import type { ChainTx, Output, Utxo, Withdrawal } from "../model/chain-tx";
import { toHex } from "../model/digest";
import { epochOfSlot, type Network } from "../model/networks";
import type { Datum } from "../model/plutus-data";
import { Random } from "../model/random";
import { StakingBook } from "../model/staking-book";
import type { TxDraft } from "../model/tx-draft";
import { UtxoSet } from "../model/utxo-set";
import { add, covers, subtract, sum, ZERO, type Value } from "../model/value";

export const WALLET_KINDS = ["account", "enterprise", "pointer", "byron"] as const;
export type WalletKind = (typeof WALLET_KINDS)[number];

/** Where in time a scene plays. */
export interface Moment {
  readonly slot: number;
}

/** Somebody else: one key, one address, and money. */
export interface Actor {
  readonly address: Address;
  readonly key: Key;
  readonly byronKey: ByronKey | null;
}

export interface Cast {
  readonly friend: Actor;
  readonly exchange: Actor;
  readonly batcher: Actor;
  readonly issuer: Actor;
  readonly spammer: Actor;
}

/**
 * One wallet and everybody it ever meets. Worlds share nothing, so the history of a wallet does not depend on which
 * other wallets the chain has. State changes only by `apply` and `undo`.
 */
export class World {
  readonly random: Random;
  readonly utxos = new UtxoSet();
  readonly staking: StakingBook;
  readonly cast: Cast;
  readonly stakeKey: Key;
  /** Null for wallets of one address. */
  readonly stakeAddress: string | null;
  readonly stakeAccountBytes: Uint8Array;
  private readonly keys = new Map<string, { readonly key: Key; readonly byronKey: ByronKey | null }>();
  private readonly own: Address[] = [];
  /** Whom it pays beside friend and exchange: other wallets of the same person. */
  readonly payees: Address[] = [];

  constructor(
    readonly network: Network,
    readonly label: string,
    readonly kind: WalletKind,
    private readonly maxAddresses: number,
    chainSeed: string,
  ) {
    this.random = new Random(`${chainSeed}/wallet/${label}`);
    this.staking = new StakingBook(chainSeed);
    this.stakeKey = keyFrom(this.random);
    const account = rewardAccount(network, keyCredential(this.stakeKey));
    this.stakeAddress = kind === "account" ? account.text : null;
    this.stakeAccountBytes = account.bytes;
    this.cast = {
      friend: this.actor(),
      exchange: this.byronActor(),
      batcher: this.actor(),
      issuer: this.actor(),
      spammer: this.actor(),
    };
    this.newAddress();
  }

  get addresses(): readonly Address[] {
    return this.own;
  }

  apply(tx: ChainTx, slot: number): void {
    this.utxos.apply(tx);
    this.staking.apply(tx, epochOfSlot(this.network, slot), this.stakeAddress);
  }

  undo(tx: ChainTx): void {
    this.utxos.undo(tx);
    this.staking.undo(tx, this.stakeAddress);
  }

  /** A fresh address as an HD wallet takes one, until the wallet has as many as it may. */
  receivingAddress(): Address {
    return this.own.length < this.maxAddresses && this.random.chance(0.4)
      ? this.newAddress()
      : this.random.pick(this.own);
  }

  changeAddress(): Address {
    return this.own.length < this.maxAddresses ? this.newAddress() : this.random.pick(this.own);
  }

  private newAddress(): Address {
    const byronKey = this.kind === "byron" ? byronKeyFrom(this.random) : null;
    const key = byronKey ?? keyFrom(this.random);
    const address = byronKey === null ? this.addressOf(key) : byronAddress(this.network, byronKey);
    this.keys.set(address.text, { key, byronKey });
    this.own.push(address);
    return address;
  }

  private addressOf(key: Key): Address {
    const payment = keyCredential(key);
    if (this.kind === "pointer") {
      const slot = this.network.firstSlot + this.random.int(0, 9_000_000);
      return pointerAddress(this.network, payment, { slot, txIndex: this.random.int(0, 200), certIndex: 0 });
    }
    return paymentAddress(this.network, payment, this.kind === "account" ? this.stakeKey.hash : undefined);
  }

  /** An address of nobody in particular: no key of theirs is ever needed. */
  stranger(): Address {
    const [payment, stake] = [toHex(this.random.bytes(28)), toHex(this.random.bytes(28))];
    return paymentAddress(this.network, { kind: "key", hash: payment }, stake);
  }

  private actor(): Actor {
    const key = keyFrom(this.random);
    return {
      key,
      byronKey: null,
      address: paymentAddress(this.network, keyCredential(key), keyFrom(this.random).hash),
    };
  }

  private byronActor(): Actor {
    const key = byronKeyFrom(this.random);
    return { key, byronKey: key, address: byronAddress(this.network, key) };
  }

  /** Unspent outputs at the wallet's own key addresses. */
  ownUtxos(): Utxo[] {
    const candidates =
      this.stakeAddress === null
        ? this.own.flatMap(({ text }) => this.utxos.atAddress(text))
        : this.utxos.ofAccount(this.stakeAddress);
    return candidates.filter(({ address }) => this.keys.has(address.text));
  }

  balance(): Value {
    return sum(this.ownUtxos().map(({ value }) => value));
  }

  /** Own outputs that together hold `wanted`, tokens first; null where the wallet is too poor. */
  select(wanted: Value, except: readonly Utxo[] = []): Utxo[] | null {
    const pool = this.random.shuffled(this.ownUtxos().filter((utxo) => !except.includes(utxo)));
    const chosen: Utxo[] = [];
    let missing = wanted;
    const take = (needs: (utxo: Utxo) => boolean): void => {
      for (const utxo of pool) {
        if (chosen.includes(utxo) || !needs(utxo)) continue;
        chosen.push(utxo);
        missing = subtract(missing, utxo.value);
      }
    };
    take(({ value }) => [...value.assets.keys()].some((unit) => (missing.assets.get(unit) ?? 0n) > 0n));
    take(() => missing.lovelace > 0n);
    return chosen.length > 0 && covers(sum(chosen.map(({ value }) => value)), wanted) ? chosen : null;
  }

  /** An own output without tokens, the smallest that reaches `least`. */
  adaOnly(least: bigint): Utxo | null {
    const candidates = this.ownUtxos().filter(({ value }) => value.assets.size === 0 && value.lovelace >= least);
    return candidates.reduce<Utxo | null>(
      (best, utxo) => (best === null || utxo.value.lovelace < best.value.lovelace ? utxo : best),
      null,
    );
  }

  /** Another's outputs that hold `wanted`, reference scripts aside. The cast is rich: null means a too small genesis. */
  selectOf(actor: Actor, wanted: Value, except: Utxo | null = null): Utxo[] | null {
    const chosen: Utxo[] = [];
    let held = ZERO;
    for (const utxo of this.utxos.atAddress(actor.address.text)) {
      if (utxo === except || utxo.referenceScriptHash !== null) continue;
      if (covers(held, wanted)) break;
      chosen.push(utxo);
      held = add(held, utxo.value);
    }
    return covers(held, wanted) ? chosen : null;
  }

  /** Builds a transaction that the wallet signs (for whichever of its own addresses are among the inputs). */
  build(
    moment: Moment,
    draft: Omit<TxDraft, "slot" | "encoding" | "signers"> & { signers?: readonly Key[] },
  ): ChainTx | null {
    const spent = [...draft.inputs, ...(draft.collateral?.inputs ?? [])];
    const holders = [...new Set(spent.map(({ address }) => address.text))].flatMap((text) => this.keys.get(text) ?? []);
    const keyed = holders.filter(({ byronKey }) => byronKey === null).map(({ key }) => key);
    return buildTx(this.network, this.random, {
      ...draft,
      slot: moment.slot,
      signers: [...keyed, ...(draft.signers ?? [])],
      byronSigners: [...holders.flatMap(({ byronKey }) => byronKey ?? []), ...(draft.byronSigners ?? [])],
      encoding: {
        mapOutputs: this.random.chance(0.5),
        taggedSets: this.random.chance(0.5),
        mapRedeemers: this.random.chance(0.5),
        taggedAuxiliaryData: this.random.chance(0.5),
      },
    });
  }

  withdrawal(amount: bigint): Withdrawal {
    return { stakeAddress: this.account(), accountBytes: this.stakeAccountBytes, amount };
  }

  withdrawable(moment: Moment): bigint {
    return this.staking.withdrawable(this.account(), epochOfSlot(this.network, moment.slot));
  }

  /** The reward account; throws for a wallet without one. */
  account(): string {
    if (this.stakeAddress === null) throw new Error(`Wallet ${this.label} has no stake address`);
    return this.stakeAddress;
  }
}

export const pay = (address: Address, value: Value): Output => ({
  address,
  value,
  datum: null,
  referenceScriptHash: null,
});

export const payWithDatum = (address: Address, value: Value, kind: "inline" | "hash", datum: Datum): Output => ({
  address,
  value,
  datum: { kind, datum },
  referenceScriptHash: null,
});

/** Who must sign for another's inputs. */
export const signersOf = (actor: Actor): { signers: readonly Key[]; byronSigners: readonly ByronKey[] } =>
  actor.byronKey === null
    ? { signers: [actor.key], byronSigners: [] }
    : { signers: [], byronSigners: [actor.byronKey] };
