import { Market } from "./market/market";
import { AssetBook } from "./model/asset-book";
import { Blocks, type Block } from "./model/blocks";
import { createdBy, spentBy, type ChainTx } from "./model/chain-tx";
import { NETWORKS, type NetworkName } from "./model/networks";
import type { Datum } from "./model/plutus-data";
import { Random } from "./model/random";
import { StakingBook } from "./model/staking-book";
import { UtxoSet } from "./model/utxo-set";
import { SCENES, type Feature, type SceneName } from "./scenes/catalogue";
import { genesisTx } from "./scenes/genesis";
import { playHistory, type Placement } from "./scenes/history";
import { World, type WalletKind } from "./scenes/world";

export interface WalletSpec {
  /** Names the wallet: the same seed on the same chain is the same wallet. */
  readonly seed: string;
  readonly transactions: number;
  /** Blocks over which its history is spread; by itself months or years. */
  readonly spanBlocks?: number;
  readonly kind?: WalletKind;
  /** At most so many own addresses; only an account has more than one. */
  readonly addresses?: number;
  readonly features?: readonly Feature[];
  /** Seeds of wallets of the same person that are there already: most of what it sends goes to their first addresses. */
  readonly pays?: readonly string[];
  /** A $handle, without the $, for the wallet's first address. */
  readonly handle?: string;
}

export interface WalletInfo {
  readonly seed: string;
  readonly kind: WalletKind;
  /** Null for wallets of one address. */
  readonly stakeAddress: string | null;
  readonly addresses: readonly string[];
  /** All of the wallet's distinct transactions, those too that its list misses (paid by others, only its reward account). */
  readonly transactions: number;
  /** Those that `/accounts/{stake}/transactions` (or the address's list) shows. */
  readonly listedTransactions: number;
}

export interface PlacedTx {
  readonly tx: ChainTx;
  readonly height: number;
  /** Position in the block. Gaps stand for transactions of people that nobody asks about. */
  readonly index: number;
}

/** A transaction of a wallet's own world. */
interface WalletTx extends PlacedTx {
  readonly world: World;
}

export interface ChainOptions {
  readonly seed: number | string;
  readonly network?: NetworkName;
  /** The tip's time in milliseconds; histories end some minutes before it. */
  readonly now: number;
  /** Tokens with a pool each, beside those that every chain has. */
  readonly marketTokens?: number;
}

const SETTLED_BLOCKS = 10;
const DAY_BLOCKS = 4_320;
const INDEXES_PER_WALLET = 4;
const LANES = 50;

/** A whole chain in memory. No clock and no chance of its own: the same options and calls give the same bytes. */
export class Chain {
  readonly network;
  readonly blocks: Blocks;
  readonly utxos = new UtxoSet();
  readonly staking: StakingBook;
  readonly assets = new AssetBook();
  /** Pools that trade, beside the wallets and without a trace in what is theirs. */
  readonly market: Market;
  private readonly seed: string;
  private tipHeight: number;
  private readonly anchorHeight: number;
  private readonly placed = new Map<string, WalletTx>();
  private readonly byBlock = new Map<number, WalletTx[]>();
  /** Transactions by address and by reward account that they touch with an input or output. */
  private readonly touching = new Map<string, { list: PlacedTx[]; sorted: boolean }>();
  /** Addresses seen by payment credential hash. */
  private readonly byCredential = new Map<string, Set<string>>();
  private readonly datums = new Map<string, Datum>();
  private readonly worlds = new Map<string, World>();

  constructor(options: ChainOptions) {
    this.seed = String(options.seed);
    this.network = NETWORKS[options.network ?? "mainnet"];
    this.blocks = new Blocks(this.network, this.seed);
    this.staking = new StakingBook(this.seed);
    this.anchorHeight = this.blocks.heightAtTime(Math.floor(options.now / 1000));
    this.tipHeight = this.anchorHeight;
    this.market = new Market({
      network: this.network,
      seed: this.seed,
      anchorHeight: this.anchorHeight,
      firstHeight: this.network.firstHeight,
      tip: () => this.tipHeight,
      moreTokens: options.marketTokens ?? 0,
    });
  }

  tip(): Block {
    return this.blocks.at(this.tipHeight);
  }

  /** The block of this height or hash, null above the tip or off the current fork. */
  block(heightOrHash: number | string): Block | null {
    const block = typeof heightOrHash === "number" ? this.blocks.at(heightOrHash) : this.blocks.byHash(heightOrHash);
    if (block === null || block.height > this.tipHeight || block.height < this.network.firstHeight) return null;
    return block;
  }

  /** Of wallets first, then of pools. */
  transactionsOf(height: number): readonly PlacedTx[] {
    return [...this.walletTxsOf(height), ...this.market.transactionsAt(height)];
  }

  private walletTxsOf(height: number): readonly WalletTx[] {
    return [...(this.byBlock.get(height) ?? [])].sort(byPlace);
  }

  find(hash: string): PlacedTx | null {
    return this.placed.get(hash) ?? this.market.find(hash);
  }

  /** Hash of the transaction that spent this output, or null. */
  consumedBy(utxo: { readonly txHash: string; readonly index: number }): string | null {
    return this.utxos.consumedBy(utxo) ?? this.market.consumedBy(utxo);
  }

  /** Every transaction of wallets that stands, oldest first. */
  transactions(): readonly PlacedTx[] {
    return [...this.placed.values()].sort(byPlace);
  }

  /** Transactions that spend from or pay to this address or reward account, oldest first. */
  touchingTransactions(addressOrAccount: string): readonly PlacedTx[] {
    const entry = this.touching.get(addressOrAccount);
    if (entry === undefined) return [];
    if (!entry.sorted) {
      entry.list.sort(byPlace);
      entry.sorted = true;
    }
    return entry.list;
  }

  addressesOf(credentialHash: string): readonly string[] {
    return [...(this.byCredential.get(credentialHash) ?? [])];
  }

  /** A datum or redeemer that the chain has shown in full; one that was only hashed so far is null. */
  datum(hash: string): Datum | null {
    return this.datums.get(hash) ?? this.market.datum(hash);
  }

  /** Adds a wallet with its whole past. Does not depend on what was added before, save rare clashes of block indexes. */
  addWallet(spec: WalletSpec): WalletInfo {
    if (this.worlds.has(spec.seed)) return this.wallet(spec.seed);
    const kind = spec.kind ?? "account";
    const maxAddresses = kind === "account" ? (spec.addresses ?? 20 + Math.floor(spec.transactions / 20)) : 1;
    const world = new World(this.network, spec.seed, kind, maxAddresses, this.seed);
    this.worlds.set(spec.seed, world);
    world.payees.push(...(spec.pays ?? []).flatMap((seed) => this.worlds.get(seed)?.addresses[0] ?? []));
    const placements = this.placementsFor(spec);
    const genesis = genesisTx(world);
    world.apply(genesis, this.network.firstSlot);
    const firstHeight = placements[0]?.height ?? this.tipHeight;
    const lane = laneOf(spec.seed);
    this.place({ tx: genesis, height: firstHeight - DAY_BLOCKS, index: lane, world });
    for (const { tx, placement } of playHistory(world, spec, placements)) {
      const index = this.freeIndex(placement.height, lane + placement.order, world);
      this.place({ tx, height: placement.height, index, world });
    }
    return this.wallet(spec.seed);
  }

  wallet(seed: string): WalletInfo {
    const world = this.worlds.get(seed);
    if (world === undefined) throw new Error(`No wallet ${seed}`);
    const owner = world.stakeAddress ?? world.addresses[0]?.text ?? "";
    const listed = this.touchingTransactions(owner).map(({ tx }) => tx.hash);
    const stakingEvents = this.staking.of(owner).map(({ txHash }) => txHash);
    return {
      seed,
      kind: world.kind,
      stakeAddress: world.stakeAddress,
      addresses: world.addresses.map(({ text }) => text),
      transactions: new Set([...listed, ...stakingEvents]).size,
      listedTransactions: listed.length,
    };
  }

  wallets(): WalletInfo[] {
    return [...this.worlds.keys()].map((seed) => this.wallet(seed));
  }

  /** Mines empty blocks. */
  advance(blocks: number): Block {
    this.tipHeight += blocks;
    return this.tip();
  }

  /** Mines the blocks that there are by a time in milliseconds. */
  advanceTo(ms: number): void {
    this.tipHeight = Math.max(this.tipHeight, this.blocks.heightAtTime(Math.floor(ms / 1000)));
  }

  /** Mines one block with one new transaction of the wallet; null where its state does not allow that scene now. */
  appendTx(seed: string, scene: SceneName): PlacedTx | null {
    const world = this.worlds.get(seed);
    if (world === undefined) throw new Error(`No wallet ${seed}`);
    const { height, slot } = this.blocks.at(this.tipHeight + 1);
    const tx = SCENES[scene].run(world, { slot });
    if (tx === null) return null;
    this.tipHeight = height;
    world.apply(tx, slot);
    const placed = { tx, height, index: laneOf(seed), world };
    this.place(placed);
    return placed;
  }

  /**
   * Drops the newest `depth` blocks. With `remine` a fork one block longer takes their place and holds the same
   * transactions, each one block and one index later; without, the tip is lower and the transactions are gone.
   */
  rollback(depth: number, options: { readonly remine?: boolean } = {}): readonly string[] {
    const keep = this.tipHeight - depth;
    const dropped: WalletTx[] = [];
    for (let height = this.tipHeight; height > keep; height--) {
      dropped.push(...this.walletTxsOf(height).toReversed());
    }
    for (const placed of dropped) this.unplace(placed);
    this.blocks.fork(keep + 1);
    const remine = options.remine ?? false;
    this.tipHeight = remine ? this.tipHeight + 1 : keep;
    if (!remine) this.market.forget(keep);
    if (remine) {
      for (const { tx, height, index, world } of dropped.toReversed()) {
        world.apply(tx, this.blocks.at(height + 1).slot);
        this.place({ tx, height: height + 1, index: index + 1, world });
      }
    }
    return dropped.map(({ tx }) => tx.hash).toReversed();
  }

  private place(placed: WalletTx): void {
    const { tx, height, world } = placed;
    this.placed.set(tx.hash, placed);
    this.byBlock.set(height, [...(this.byBlock.get(height) ?? []), placed]);
    this.utxos.apply(tx);
    this.staking.apply(tx, this.blocks.at(height).epoch, world.stakeAddress);
    this.assets.apply(tx);
    this.remember(tx);
    for (const owner of ownersTouched(tx)) {
      const entry = this.touching.get(owner) ?? { list: [], sorted: true };
      const last = entry.list.at(-1);
      entry.sorted &&= last === undefined || byPlace(last, placed) <= 0;
      entry.list.push(placed);
      this.touching.set(owner, entry);
    }
  }

  private remember(tx: ChainTx): void {
    for (const { address, datum } of tx.outputs) {
      if (datum?.kind === "inline") this.datums.set(datum.datum.hash, datum.datum);
      if (address.payment === null) continue;
      const known = this.byCredential.get(address.payment.hash) ?? new Set();
      this.byCredential.set(address.payment.hash, known.add(address.text));
    }
    for (const datum of tx.witnessDatums) this.datums.set(datum.hash, datum);
    for (const { data } of tx.redeemers) this.datums.set(data.hash, data);
  }

  private unplace(placed: WalletTx): void {
    const { tx, height, world } = placed;
    world.undo(tx);
    this.placed.delete(tx.hash);
    this.byBlock.set(
      height,
      (this.byBlock.get(height) ?? []).filter((other) => other !== placed),
    );
    this.utxos.undo(tx);
    this.staking.undo(tx, world.stakeAddress);
    this.assets.undo(tx);
    for (const owner of ownersTouched(tx)) {
      const entry = this.touching.get(owner);
      if (entry !== undefined) entry.list = entry.list.filter((other) => other !== placed);
    }
  }

  /** The wanted index, or the next free one that still follows the world's own earlier transactions of the block. */
  private freeIndex(height: number, wanted: number, world: World): number {
    const there = this.byBlock.get(height) ?? [];
    const own = there.filter((other) => other.world === world).map(({ index }) => index + 1);
    let index = Math.max(wanted, ...own);
    while (there.some((other) => other.index === index)) index++;
    return index;
  }

  /** Sorted random heights over a span that grows with the wallet; some blocks hold two or more of its transactions. */
  private placementsFor(spec: WalletSpec): Placement[] {
    const random = new Random(`${this.seed}/heights/${spec.seed}`);
    const newest = this.anchorHeight - SETTLED_BLOCKS;
    const span = spec.spanBlocks ?? Math.floor(Math.min(1_000, Math.max(180, spec.transactions * 4)) * DAY_BLOCKS);
    const oldest = Math.max(this.network.firstHeight + 2 * DAY_BLOCKS, newest - span);
    const heights = Array.from({ length: spec.transactions }, () => random.int(oldest, newest)).sort((a, b) => a - b);
    if (heights.length > 0) heights[heights.length - 1] = newest;
    const placements: Placement[] = [];
    for (const drawn of heights) {
      const before = placements.at(-1);
      const joins = before !== undefined && before.order < INDEXES_PER_WALLET - 1 && random.chance(0.1);
      const height = before === undefined ? drawn : joins ? before.height : Math.max(drawn, before.height + 1);
      const order = joins ? before.order + 1 : 0;
      placements.push({ height, order, moment: { slot: this.blocks.at(height).slot } });
    }
    return placements;
  }
}

const byPlace = (a: PlacedTx, b: PlacedTx): number => a.height - b.height || a.index - b.index;

/** Each wallet has its own few indexes within a block, so that adding another leaves them as they are. */
const laneOf = (seed: string): number => new Random(`lane/${seed}`).int(0, LANES - 1) * INDEXES_PER_WALLET;

function ownersTouched(tx: ChainTx): Set<string> {
  const owners = new Set<string>();
  for (const { address } of [...spentBy(tx), ...createdBy(tx)]) {
    owners.add(address.text);
    if (address.stakeAddress !== null) owners.add(address.stakeAddress);
  }
  return owners;
}

export const createChain = (options: ChainOptions): Chain => new Chain(options);
