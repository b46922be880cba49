import { blake224, fromText, toHex } from "../model/digest";
import { cataloguePools, generatedPool, type MarketFrame } from "./catalogue";
import type { MarketPool } from "./market-pool";
import { madeUpToken, marketTokens, type MarketToken } from "./market-token";
import type { PoolSpec } from "./pool-spec";

interface Book {
  readonly pools: readonly MarketPool[];
  readonly byPoolUnit: ReadonlyMap<string, MarketPool>;
  readonly tokens: ReadonlyMap<string, MarketToken>;
}

/** Which tokens and pools there are. Opened when somebody first asks: thousands of them cost a chain's start nothing. */
export class PoolBook {
  private standing: { readonly pools: readonly MarketPool[]; readonly tokens: readonly MarketToken[] } | null = null;
  private made: MarketPool[] = [];
  private opened: Book | null = null;

  constructor(
    private readonly frame: MarketFrame,
    /** Tokens with a pool each, beside those of the catalogue. */
    private readonly moreTokens: number,
    private readonly poolOf: (spec: PoolSpec) => MarketPool,
  ) {}

  open(): Book {
    if (this.opened !== null) return this.opened;
    this.standing ??= this.first();
    const pools = [...this.standing.pools, ...this.made];
    const byPoolUnit = new Map<string, MarketPool>();
    for (const pool of pools)
      if (pool.spec.validity !== "none" && !byPoolUnit.has(pool.poolUnit)) byPoolUnit.set(pool.poolUnit, pool);
    const tokens = [...this.standing.tokens, ...this.made.map(({ spec }) => spec.token)];
    this.opened = { pools, byPoolUnit, tokens: new Map(tokens.map((token) => [token.unit, token])) };
    return this.opened;
  }

  add(spec: PoolSpec): MarketPool {
    const pool = this.poolOf(spec);
    this.made.push(pool);
    this.opened = null;
    return pool;
  }

  /** Takes back what was made and traded by hand above a height. */
  forget(aboveHeight: number): void {
    for (const pool of [...(this.standing?.pools ?? []), ...this.made]) pool.forget(aboveHeight);
    this.made = this.made.filter(({ spec }) => spec.birthHeight <= aboveHeight);
    this.opened = null;
  }

  private first() {
    const specs = cataloguePools(this.frame);
    const tokens = Array.from({ length: this.moreTokens }, (_, number) => this.generatedToken(number));
    const more = tokens.map((token, i) => generatedPool(this.frame, specs.length + i, token));
    return { pools: [...specs, ...more].map((spec) => this.poolOf(spec)), tokens: [...marketTokens, ...tokens] };
  }

  private generatedToken(number: number): MarketToken {
    const policy = toHex(blake224(fromText(`${this.frame.seed}/generated/${number}`)));
    const ticker = `G${number}`;
    const lovelace = 10 ** ((number % 60) / 20 - 3);
    return { ...madeUpToken(ticker, lovelace, 0.8), unit: policy + Buffer.from(ticker, "utf8").toString("hex") };
  }
}
