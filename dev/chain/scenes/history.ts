import type { ChainTx } from "../model/chain-tx";
import {
  FEATURES,
  isSceneName,
  MUST_PLAY,
  playable,
  SCENES,
  type Feature,
  type Scene,
  type SceneName,
} from "./catalogue";
import { heldByFriend, partWithSingles, receive, receiveHandle, receiveSingles } from "./transfers";
import type { Moment, World } from "./world";

export interface HistoryPlan {
  readonly transactions: number;
  readonly features?: readonly Feature[];
  /** A $handle (without the $) that the wallet gets early on. */
  readonly handle?: string;
}

export interface Placement {
  readonly height: number;
  /** Which of the wallet's transactions in this block, from 0. */
  readonly order: number;
  readonly moment: Moment;
}

export interface PlayedTx {
  readonly tx: ChainTx;
  readonly placement: Placement;
  readonly scene: string;
}

/** Enough transactions for the whole must-play list to be spread among others. */
const MIN_FOR_MUST_PLAY = 45;

/** Plays exactly `plan.transactions` scenes, one at each placement; every transaction is applied to the world. */
export function playHistory(world: World, plan: HistoryPlan, placements: readonly Placement[]): PlayedTx[] {
  const features = new Set<Feature>(plan.features ?? FEATURES);
  const deck = new Deck(world, features);
  const due = mustPlay(world, plan, features);
  const played: PlayedTx[] = [];
  for (const [step, placement] of placements.entries()) {
    const wanted = due.filter(({ at }) => at <= step);
    const first = wanted.find(({ scene }) => attempt(scene, world, placement.moment, played, placement));
    if (first !== undefined) due.splice(due.indexOf(first), 1);
    else {
      const relief = step % RELIEF_EVERY_STEPS === 0 ? reliefFor(world) : null;
      if (relief === null || !attempt(relief, world, placement.moment, played, placement))
        deck.playAny(placement, played);
    }
  }
  return played;
}

/** Kinds of tokens that anybody holds before it parts with some: without end, its change would outgrow a transaction. */
const MANY_UNITS = 40;
const RELIEF_EVERY_STEPS = 25;

function reliefFor(world: World): Scene | null {
  if (world.balance().assets.size > MANY_UNITS) return partWithSingles;
  return heldByFriend(world).assets.size > MANY_UNITS ? receiveSingles : null;
}

interface DueScene {
  readonly name: string;
  readonly scene: Scene;
  readonly at: number;
}

function mustPlay(world: World, plan: HistoryPlan, features: ReadonlySet<Feature>): DueScene[] {
  const due: DueScene[] = [{ name: "receive", scene: receive, at: 0 }];
  if (plan.handle !== undefined) due.push({ name: "handle", scene: receiveHandle(plan.handle), at: 1 });
  if (plan.transactions < MIN_FOR_MUST_PLAY) return due;
  const names = MUST_PLAY.filter((name) => playable(name, world.kind, features));
  const stride = (plan.transactions - 6) / names.length;
  return [...due, ...names.map((name, i) => ({ name, scene: SCENES[name].run, at: 3 + Math.floor(i * stride) }))];
}

function attempt(scene: Scene, world: World, moment: Moment, played: PlayedTx[], placement: Placement): boolean {
  const tx = scene(world, moment);
  if (tx === null) return false;
  world.apply(tx, moment.slot);
  played.push({ tx, placement, scene: scene.name });
  return true;
}

/** The scenes a wallet may play, drawn by weight. */
class Deck {
  private readonly names: readonly SceneName[];
  private readonly total: number;

  constructor(
    private readonly world: World,
    features: ReadonlySet<Feature>,
  ) {
    this.names = Object.keys(SCENES)
      .filter(isSceneName)
      .filter((name) => playable(name, world.kind, features));
    this.total = this.names.reduce((sum, name) => sum + SCENES[name].weight, 0);
  }

  /** Draws until one can play; a receive always can. */
  playAny(placement: Placement, played: PlayedTx[]): void {
    const { world } = this;
    for (let tries = 0; tries < 4; tries++) {
      if (attempt(SCENES[this.draw()].run, world, placement.moment, played, placement)) return;
    }
    if (!attempt(receive, world, placement.moment, played, placement)) {
      throw new Error(`The friend of wallet ${world.label} ran out of money`);
    }
  }

  private draw(): SceneName {
    let left = this.world.random.fraction() * this.total;
    for (const name of this.names) {
      left -= SCENES[name].weight;
      if (left < 0) return name;
    }
    return "receive";
  }
}
