import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import { createChain, type Chain, type WalletInfo } from "@/dev/chain/chain";
import { deliver } from "@/lib/queue/execute";
import { queue } from "@/lib/queue/queue";
import { jobs } from "@/app/api/jobs/registry";
import { SimulatedBlockfrost } from "./chain";
import type { VirtualClock } from "./clock";
import { connectionLost, type DatabaseGate } from "./database";
import { Functions, outageOf } from "./functions";
import { SimulatedKoios } from "./koios";
import type { Tampering } from "./mutants";
import { SimulatedQueue, type DeliveryAnswer, type QueuedMessage } from "./queue";
import type { SimulatedRedis } from "./redis";
import type { Service, Story } from "./story";

/** What the chain's plan allows, and how many calls a function makes at once. */
export interface Limits {
  readonly rps: number;
  readonly burst: number;
  readonly concurrency: number;
}

/** Everything outside the program for the length of one story, and what must never happen in it. */
export class World {
  readonly functions: Functions;
  readonly queue: SimulatedQueue;
  readonly chain: Chain;
  readonly blockfrost: SimulatedBlockfrost;
  readonly koios: SimulatedKoios;
  readonly wallet: WalletInfo;
  /** Further wallets of the same person, as the story has them. */
  readonly others: readonly WalletInfo[];
  readonly startedAt: number;
  readonly violations: string[] = [];
  /** When the chain was called, in virtual time. */
  readonly callTimes: number[] = [];
  private readonly delivery = new AsyncLocalStorage<{ readonly message: QueuedMessage; readonly number: number }>();
  private readonly effects = new Map<string, Set<number>>();
  private deliveries = 0;
  private tokens: number;
  private tokensAt: number;

  constructor(
    readonly story: Story,
    readonly clock: VirtualClock,
    private readonly redis: SimulatedRedis,
    private readonly limits: Limits,
    private readonly tampering: Tampering,
  ) {
    this.startedAt = clock.now;
    this.tokens = limits.burst;
    this.tokensAt = clock.now;
    this.functions = new Functions(clock, story);
    this.queue = new SimulatedQueue({
      clock,
      story,
      deliver: (message, deliveryId) => this.deliver(message, deliveryId),
      violate: (what) => this.violations.push(what),
      strike: (event) => this.functions.struck.add(event),
      identity: tampering.identity,
    });
    this.chain = createChain({ seed: story.seed, network: "preprod", now: clock.now });
    const { transactions, addresses, walletKind = "account", spanBlocks } = story;
    const span = spanBlocks === undefined ? {} : { spanBlocks };
    this.others = (story.others ?? []).map((other, nth) =>
      this.chain.addWallet({ ...other, seed: `other ${String(nth)}`, pays: seedsBefore(nth) }),
    );
    const pays = seedsBefore(this.others.length);
    this.wallet = this.chain.addWallet({ seed: "wallet", transactions, addresses, kind: walletKind, pays, ...span });
    this.blockfrost = new SimulatedBlockfrost(this.chain, clock, () => this.outage("chain"));
    this.koios = new SimulatedKoios({
      chain: this.chain,
      clock,
      story,
      missing: this.blockfrost.poisoned,
      trouble: () => this.outage("koios"),
      violate: (what) => this.violations.push(what),
    });
    for (const event of story.events) {
      if (event.kind !== "poison") continue;
      this.poison(event.nth);
      this.functions.struck.add(event);
    }
  }

  readonly gate: DatabaseGate = {
    now: () => this.clock.now,
    pass: (run) => this.statement(run),
    rewrite: (sql) => this.tampering.statement(sql),
    executed: (sql, result) => this.countEffect(sql, result),
  };

  /** What `fetch` leads to: the chain, Koios, Upstash's Redis or QStash. */
  fetch(url: URL, init: RequestInit): Promise<Response> {
    if (url.hostname === "chain.test") return this.ask(url);
    const lost = () => new TypeError("fetch failed");
    if (url.hostname === "koios.test") return this.functions.call("koios", () => this.koios.request(url, init), lost);
    const body = typeof init.body === "string" ? init.body : "";
    const left = this.tampering.request(body);
    if (left === null) return Promise.resolve(Response.json({ result: "OK" }));
    const service: Service = url.hostname === "redis.test" ? "redis" : "queue";
    const effect = async () => {
      const outage = this.outage(service);
      if (outage !== null && outage !== "daily-limit") throw new TypeError("fetch failed");
      return service === "redis"
        ? this.redis.answer(url.pathname, left)
        : this.queue.publish(left, outage === "daily-limit");
    };
    return this.functions.call(service, effect, lost);
  }

  private ask(url: URL): Promise<Response> {
    const effect = () => {
      this.spendToken();
      return this.blockfrost.request(url);
    };
    return this.functions.call("chain", effect, () => new TypeError("fetch failed"));
  }

  flush(): Promise<void> {
    return this.redis.flush();
  }

  close(): void {
    this.delivery.disable();
    this.functions.close();
  }

  private outage(service: Service): string | null {
    const outage = outageOf(this.story, service, this.clock.now - this.startedAt);
    if (outage === null) return null;
    this.functions.struck.add(outage);
    return outage.how;
  }

  private async statement(run: () => Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    const instant = () => this.clock.instant(run);
    if (!this.functions.isRunning) return instant();
    const effect = async () => {
      const outage = this.outage("database");
      if (outage === "down") throw connectionLost();
      if (outage === "exhausted") {
        await this.clock.sleep(5_000);
        throw new Error("timeout exceeded when trying to connect");
      }
      if (outage === "asleep") await this.clock.sleep(3_000);
      return instant();
    };
    return this.functions.call("database", effect, connectionLost);
  }

  private async deliver(message: QueuedMessage, id: string): Promise<DeliveryAnswer | null> {
    const work = async () => {
      const { name, body, givenUp } = message;
      const payload: unknown = JSON.parse(body);
      const response = queue().answer(await deliver({ id, name, payload, givenUp, requestId: null }, jobs));
      const retryAfter = response.headers.get("retry-after");
      return {
        status: response.status,
        retryAfterSeconds: retryAfter === null ? null : Number(retryAfter),
        isNonRetryable: response.headers.has("upstash-nonretryable-error"),
        body: await response.text(),
      };
    };
    return this.delivery.run({ message, number: this.deliveries++ }, () => this.functions.invoke(work));
  }

  private countEffect(sql: string, result: pg.QueryResult): void {
    const delivery = this.delivery.getStore();
    if (delivery === undefined || !/seq = (?:CASE WHEN target.hands_on THEN )?j\.seq \+ 1/.test(sql)) return;
    const [row] = result.rows as unknown[][];
    // A rewind in parts has its effect with the one that hands on.
    const isPart = sql.includes("target.hands_on") && row?.[1] !== true;
    const happened = sql.includes("AS completed") ? String(row?.[0]) === "1" : row !== undefined && !isPart;
    if (!happened) return;
    const { message, number } = delivery;
    const numbers = this.effects.get(message.dedupId) ?? new Set();
    this.effects.set(message.dedupId, numbers.add(number));
    if (numbers.size === 2) this.violations.push(`message ${message.name} ${message.body} had its effect twice`);
  }

  /** The chain's own view of what it may be asked: burst and refill, in true time. */
  private spendToken(): void {
    const { rps, burst } = this.limits;
    const earned = ((this.clock.now - this.tokensAt) / 1000) * rps;
    this.tokens = Math.min(burst, this.tokens + earned) - 1;
    this.tokensAt = this.clock.now;
    this.callTimes.push(this.clock.now);
    if (this.tokens < -1e-6) this.violations.push("more calls than burst + rate · time");
  }

  private poison(nth: number): void {
    const listed = this.chain.touchingTransactions(this.wallet.stakeAddress ?? "");
    const placed = listed[nth % listed.length];
    if (placed !== undefined) this.blockfrost.poisoned.add(placed.tx.hash);
  }
}

const seedsBefore = (nth: number): string[] => Array.from({ length: nth }, (_, before) => `other ${String(before)}`);

/** What a wallet is followed by. */
export const subjectOf = ({ stakeAddress, addresses }: WalletInfo): string => stakeAddress ?? addresses[0] ?? "";
