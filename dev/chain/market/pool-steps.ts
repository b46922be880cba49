import type { Network } from "../model/networks";
import { marketPrice, priceOfUse, reservesAt, type Reserves } from "./reserves";
import type { PoolSpec } from "./pool-spec";
import { heightOfUse, lastUse } from "./schedule";

/** A pool's steps begin anew with its birth and with each trade by a test's own hand. */
interface Era {
  readonly openHeight: number;
  /** Uses up to this one came before. */
  readonly afterUse: number;
  /** How many steps of earlier eras came before. */
  readonly stepsBefore: number;
  readonly opening: Reserves;
  /** What trades by hand made of the market's price. */
  readonly factor: number;
}

/** One of a pool's transactions, by its place in their order. */
export interface Step {
  readonly number: number;
  readonly height: number;
  /** `bridge` hands the pool on unchanged, in the same block as the use that comes next. */
  readonly kind: "birth" | "trade" | "use" | "bridge";
  readonly reserves: Reserves;
}

/**
 * A transaction's hash needs the one before it. So that no history need be walked, every eighth step is a bridge, whose hash is
 * given by rule: behind it nothing need be known.
 */
const SEGMENT = 8;
const USES = SEGMENT - 1;

/** The steps of one pool: each is found without those before it. */
export class PoolSteps {
  private eras: Era[];

  constructor(
    private readonly network: Network,
    readonly spec: PoolSpec,
  ) {
    const opening = reservesAt(network, spec, priceOfUse(network, spec, 0), 0);
    this.eras = [{ openHeight: spec.birthHeight, afterUse: 0, stepsBefore: 0, opening, factor: 1 }];
  }

  /** The number of the last step up to a height; -1 before the pool is born. */
  last(height: number): number {
    const index = this.eras.findLastIndex(({ openHeight }) => openHeight <= height);
    const era = this.eras[index];
    if (era === undefined) return -1;
    const uses = Math.max(0, lastUse(this.spec, height) - era.afterUse);
    return era.stepsBefore + (uses === 0 ? 0 : stepOfUse(uses));
  }

  /** How many steps there are up to a block's index; the pool's own are `index` and the one before it. */
  countUpTo(height: number, index: number, own: number): number {
    const last = this.last(height);
    if (last < 0 || this.at(last).height < height || index >= own) return last + 1;
    const hasBridge = last > 0 && this.at(last - 1).height === height;
    return hasBridge && index < own - 1 ? last - 1 : last;
  }

  at(number: number): Step {
    const index = this.eras.findLastIndex(({ stepsBefore }) => stepsBefore <= number);
    const era = this.eras[index];
    if (era === undefined) throw new RangeError(`No step ${number}`);
    const within = number - era.stepsBefore;
    if (within === 0)
      return { number, height: era.openHeight, kind: index === 0 ? "birth" : "trade", reserves: era.opening };
    const [segment, place] = [Math.floor(within / SEGMENT), within % SEGMENT];
    const uses = segment * USES + place;
    if (place > 0) return { number, height: this.heightOf(era, uses), kind: "use", reserves: this.after(index, uses) };
    return { number, height: this.heightOf(era, uses + 1), kind: "bridge", reserves: this.after(index, uses) };
  }

  /** Makes the price so many times what it is, by a trade in a block that is yet to come. */
  trade(height: number, times: number): void {
    const number = this.last(height - 1);
    if (number < 0 || this.eras.some(({ openHeight }) => openHeight >= height))
      throw new Error(`${this.spec.id} cannot be traded at ${height}`);
    const { quote, token } = this.at(number).reserves;
    const price = (Number(quote) / Number(token)) * times;
    const afterUse = Math.max(0, lastUse(this.spec, height));
    const factor = price / marketPrice(this.network, this.spec, height);
    const opening = reservesAt(this.network, this.spec, price, afterUse + this.eras.length);
    this.eras.push({ openHeight: height, afterUse, stepsBefore: number + 1, opening, factor });
  }

  /** Takes back the trades by hand above a height. */
  forget(aboveHeight: number): void {
    this.eras = this.eras.filter(({ openHeight }, index) => index === 0 || openHeight <= aboveHeight);
  }

  private heightOf({ afterUse }: Era, uses: number): number {
    return heightOfUse(this.spec, afterUse + uses);
  }

  private after(index: number, uses: number): Reserves {
    const era = this.eras[index];
    if (era === undefined || uses === 0) throw new RangeError("An era begins with its opening");
    const use = era.afterUse + uses;
    return reservesAt(this.network, this.spec, priceOfUse(this.network, this.spec, use) * era.factor, use + index);
  }
}

const stepOfUse = (uses: number): number => {
  const segment = Math.floor((uses - 1) / USES);
  return segment * SEGMENT + uses - segment * USES;
};
