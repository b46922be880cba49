import type { PlacedTx } from "../chain";
import { paymentAddress, scriptCredential, type Address } from "../model/address";
import type { Utxo } from "../model/chain-tx";
import type { Network } from "../model/networks";
import { FORMS } from "./dex-forms";
import type { FormedPool } from "./pool-form";
import { poolOutput } from "./pool-output";
import type { PoolSpec } from "./pool-spec";
import { PoolSteps, type Step } from "./pool-steps";
import { bridgeHash, bridgeTx, poolTx, type Traders } from "./pool-tx";
import { suppliedLp, type Reserves } from "./reserves";

const BLOCK_SLOTS = 20;
/** Wallets' own transactions have lower indexes, whatever the block. */
const FIRST_INDEX = 1_000;
/** Transactions kept built; any other is built again when it is asked for. */
const KEPT = 64;

/** A pool with its transactions and outputs, each made when it is asked for. */
export class MarketPool {
  readonly steps: PoolSteps;
  /** What names it: no honest output but its own holds it. */
  readonly poolUnit: string;
  readonly script: string;
  private readonly address: Address;
  private readonly supply: bigint;
  private hashes = new Map<number, string>();
  private built = new Map<number, PlacedTx>();

  constructor(
    private readonly network: Network,
    private readonly traders: Traders,
    readonly spec: PoolSpec,
    private readonly onBuilt: (placed: PlacedTx, pool: MarketPool, step: number) => void,
  ) {
    this.steps = new PoolSteps(network, spec);
    this.supply = suppliedLp(network, spec);
    const form = FORMS[spec.dex];
    this.script = form.script;
    this.address = paymentAddress(network, scriptCredential(form.script));
    this.poolUnit = form.poolUnit(this.formed({ quote: 1n, token: 1n }));
  }

  /** Its place in a block, as the last of its steps there; a bridge stands one before. */
  get index(): number {
    return FIRST_INDEX + 2 * this.spec.number + 1;
  }

  placeOf({ kind, height }: Step): { height: number; index: number } {
    return { height, index: kind === "bridge" ? this.index - 1 : this.index };
  }

  /** The transaction of a step, whose first output is the pool. */
  at(number: number): PlacedTx {
    const known = this.built.get(number);
    if (known !== undefined) return known;
    const step = this.steps.at(number);
    const tx = step.kind === "bridge" ? bridgeTx(this.label(step), this.outputOf(number - 1)) : this.move(step);
    const placed = { tx, ...this.placeOf(step) };
    if (this.built.size >= KEPT) this.built.clear();
    this.built.set(number, placed);
    this.hashes.set(number, tx.hash);
    this.onBuilt(placed, this, number);
    return placed;
  }

  hashOf(number: number): string {
    const step = this.steps.at(number);
    if (step.kind === "bridge") return bridgeHash(this.label(step));
    return this.hashes.get(number) ?? this.at(number).tx.hash;
  }

  /** The pool as a step left it. */
  outputOf(number: number): Utxo {
    const { reserves } = this.steps.at(number);
    return { ...poolOutput(this.address, this.formed(reserves)), txHash: this.hashOf(number), index: 0 };
  }

  /** What there is of its own tokens because of it. */
  minted(): ReadonlyMap<string, bigint> {
    if (this.spec.validity === "none") return new Map();
    const tokens = FORMS[this.spec.dex].tokens(this.formed({ quote: 1n, token: 1n }));
    return new Map(tokens.map(([unit, kept]) => [unit, kept === 1n ? 1n : kept + this.supply]));
  }

  holds(unit: string): boolean {
    const { token, quote } = this.spec;
    return unit === "lovelace" || unit === token.unit || unit === quote?.unit || this.minted().has(unit);
  }

  trade(height: number, times: number): void {
    this.steps.trade(height, times);
  }

  forget(aboveHeight: number): void {
    this.steps.forget(aboveHeight);
    this.hashes = new Map();
    this.built = new Map();
  }

  private move(step: Step) {
    const { network, traders } = this;
    return poolTx({
      network,
      traders,
      label: this.label(step),
      slot: network.firstSlot + (step.height - network.firstHeight) * BLOCK_SLOTS,
      before: step.kind === "birth" ? null : this.outputOf(step.number - 1),
      after: poolOutput(this.address, this.formed(step.reserves)),
      minted: step.kind === "birth" ? this.minted() : new Map(),
    });
  }

  private label = ({ number }: Step): string => `${this.spec.id}/step/${number}`;

  private formed = (reserves: Reserves): FormedPool => ({ spec: this.spec, reserves, supply: this.supply });
}
