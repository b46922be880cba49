import type { PlacedTx } from "../chain";
import { paymentAddress, scriptCredential } from "../model/address";
import type { Utxo } from "../model/chain-tx";
import type { Network } from "../model/networks";
import type { Datum } from "../model/plutus-data";
import { pooledNow, type MarketFrame } from "./catalogue";
import { FORMS } from "./dex-forms";
import { MarketPool } from "./market-pool";
import { madeUpToken, type MarketToken } from "./market-token";
import { PoolBook } from "./pool-book";
import { Traders } from "./pool-tx";
import type { DexName, PoolSpec, Validity } from "./pool-spec";

export interface MarketOptions extends MarketFrame {
  readonly network: Network;
  /** The height up to which things have happened. */
  readonly tip: () => number;
  /** Further tokens, each with a pool of its own. */
  readonly moreTokens: number;
}

/** A pool that somebody makes; what is not said is as in an honest one of 10,000 ADA. */
export interface WantedPool {
  /** Of an existing token; a new one where it is absent. */
  readonly unit?: string;
  readonly ticker?: string;
  readonly dex?: DexName;
  readonly depthLovelace?: bigint;
  /** How many times what the market pays. */
  readonly times?: number;
  readonly everyBlocks?: number;
  readonly validity?: Validity;
}

interface Known {
  readonly pool: MarketPool;
  readonly step: number;
}

/** Tokens and pools beside the wallets' own world. Of the height alone: nothing is made before somebody asks for it. */
export class Market {
  /** Like an older backend, whose lists of an asset's transactions know no range. */
  ignoresRange = false;
  private readonly book: PoolBook;
  private readonly known = new Map<string, Known>();
  private readonly traders: Traders;
  /** By address. */
  private readonly scripts: ReadonlyMap<string, string>;

  constructor(private readonly options: MarketOptions) {
    this.traders = new Traders(options.network, options.seed);
    this.book = new PoolBook(options, options.moreTokens, (each) => this.poolOf(each));
    this.scripts = new Map(
      Object.values(FORMS).map(({ script }) => [
        paymentAddress(options.network, scriptCredential(script)).text,
        script,
      ]),
    );
  }

  /** Born or not: whoever shows them looks at the height. */
  pools(): readonly MarketPool[] {
    return this.book.open().pools;
  }

  token(unit: string): MarketToken | null {
    return this.book.open().tokens.get(unit) ?? null;
  }

  /** The pool that this unit names; of several that claim to be it, the first. */
  pool(unit: string): MarketPool | null {
    return this.book.open().byPoolUnit.get(unit) ?? null;
  }

  /** Those born by now that hold some of it. */
  poolsWith(unit: string): MarketPool[] {
    return this.pools().filter((pool) => pool.steps.last(this.options.tip()) >= 0 && pool.holds(unit));
  }

  /** Those born by now whose outputs lie there. */
  poolsAt(address: string): MarketPool[] {
    const script = this.scripts.get(address);
    return this.pools().filter((pool) => pool.script === script && pool.steps.last(this.options.tip()) >= 0);
  }

  /** Where the pools of a script lie; null for a script that has none. */
  addressOf(script: string): string | null {
    return [...this.scripts].find(([, each]) => each === script)?.[0] ?? null;
  }

  hasAddress(address: string): boolean {
    return this.scripts.has(address);
  }

  /** Where the pool stands by now. */
  lastPlace(pool: MarketPool): { height: number; index: number } {
    return pool.placeOf(pool.steps.at(pool.steps.last(this.options.tip())));
  }

  lastOutput(pool: MarketPool): Utxo {
    return pool.outputOf(pool.steps.last(this.options.tip()));
  }

  /** A transaction that was shown before and stands; null for any other. */
  find(txHash: string): PlacedTx | null {
    const known = this.known.get(txHash);
    if (known === undefined || known.step > known.pool.steps.last(this.options.tip())) return null;
    const placed = known.pool.at(known.step);
    return placed.tx.hash === txHash ? placed : null;
  }

  /** What spent an output of a pool; null where nothing did, or the output is no pool. */
  consumedBy({ txHash, index }: { readonly txHash: string; readonly index: number }): string | null {
    const known = this.known.get(txHash);
    if (known === undefined || index !== 0 || known.step >= known.pool.steps.last(this.options.tip())) return null;
    return known.pool.at(known.step + 1).tx.hash;
  }

  datum(hash: string): Datum | null {
    const known = this.known.get(hash);
    const datum = known?.pool.at(known.step).tx.outputs[0]?.datum?.datum;
    return datum?.hash === hash ? datum : null;
  }

  /** In the order of their indexes. */
  transactionsAt(height: number): PlacedTx[] {
    return this.pools().flatMap((pool) => {
      const last = pool.steps.last(height);
      if (last < 0 || pool.steps.at(last).height !== height) return [];
      const hasBridge = last > 0 && pool.steps.at(last - 1).height === height;
      return hasBridge ? [pool.at(last - 1), pool.at(last)] : [pool.at(last)];
    });
  }

  /** In the block after the tip, which is to be mined: the pool's price becomes so many times what it is. */
  trade(unit: string, times: number): PlacedTx {
    const pool = this.pool(unit);
    if (pool === null) throw new Error(`No pool ${unit}`);
    const height = this.options.tip() + 1;
    pool.trade(height, times);
    return pool.at(pool.steps.last(height));
  }

  /** In the block after the tip, which is to be mined. */
  makePool(wanted: WantedPool): MarketPool {
    const { unit, ticker = "SCAM", dex = "minswap-v2", depthLovelace: depth = 10_000_000_000n } = wanted;
    const { times = 1, everyBlocks = 100, validity = "real" } = wanted;
    const number = this.pools().length;
    const token = unit === undefined ? madeUpToken(ticker, 1, 0.5, `${ticker}/${number}`) : this.token(unit);
    if (token === null) throw new Error(`No token ${unit}`);
    const height = this.options.tip() + 1;
    const spec = { number, dex, token, quote: null, depth, everyBlocks, times, validity };
    return this.book.add(pooledNow(this.options, height, spec));
  }

  /** Takes back what tests did above a height. */
  forget(aboveHeight: number): void {
    this.book.forget(aboveHeight);
  }

  private poolOf(spec: PoolSpec): MarketPool {
    return new MarketPool(this.options.network, this.traders, spec, ({ tx }, pool, step) => {
      this.known.set(tx.hash, { pool, step });
      const datum = tx.outputs[0]?.datum?.datum;
      if (datum !== undefined) this.known.set(datum.hash, { pool, step });
    });
  }
}
