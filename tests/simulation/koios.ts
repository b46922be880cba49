import { KoiosGate } from "@/dev/chain/koios/koios-gate";
import type { Chain } from "@/dev/chain/chain";
import type { Verdict } from "@/dev/chain/gate/verdict";
import type { KoiosSource } from "@/lib/env";
import type { VirtualClock } from "./clock";
import { randomOf, type Story } from "./story";

const url = "http://koios.test/api/v1";
const token = "the-token-of-nobody";
/** As `lib/koios/ask` has it. */
const requestTimeoutMs = 4_000;
const windowMs = 10_000;
const retryAfterSeconds = 20;

/** What the program knows of a story's Koios; null where there is none. */
export function koiosSourceOf({ koios }: Story): KoiosSource | null {
  if (koios === undefined || koios === null) return null;
  const { perCall: transactionsPerCall, burst, dailyQuota, hasToken } = koios;
  return { url, token: hasToken ? token : null, transactionsPerCall, burst, dailyQuota };
}

interface Options {
  readonly chain: Chain;
  readonly clock: VirtualClock;
  readonly story: Story;
  /** Transactions that it does not have. */
  readonly missing: ReadonlySet<string>;
  readonly trouble: () => string | null;
  readonly violate: (what: string) => void;
}

/** The development stack's Koios without a socket, on the story's clock, with the limits of the story's plan. */
export class SimulatedKoios {
  private readonly gate: KoiosGate;
  private readonly random;
  /** Nobody knows where HAProxy's periods begin. */
  private readonly periodsFrom;
  private readonly burst;
  private times: number[] = [];
  /** A function that was frozen with calls granted makes them when others have been granted the same again. */
  private readonly isExcused;

  constructor(private readonly options: Options) {
    const { chain, clock, story, missing } = options;
    this.gate = new KoiosGate(chain, token, () => clock.now, missing);
    this.random = randomOf(story.seed + 2);
    this.periodsFrom = Math.floor(this.random() * windowMs);
    this.burst = story.koios?.burst ?? 0;
    this.isExcused = story.events.some(({ kind }) => kind === "freeze");
    this.gate.limiter.reset({ burst: this.isExcused ? Infinity : this.burst });
  }

  async request({ pathname, searchParams }: URL, init: RequestInit): Promise<Response> {
    const { clock, story, trouble } = this.options;
    const how = trouble();
    if (how === "down") throw new TypeError("fetch failed");
    if (how === "hang") {
      await clock.sleep(requestTimeoutMs);
      throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
    }
    this.countByPeriods();
    this.gate.faults.clear();
    if (how !== null) this.gate.faults.add(faultOf(how));
    const verdict = this.gate.judge({
      method: init.method ?? "GET",
      path: pathname.slice(new URL(url).pathname.length + 1),
      query: searchParams,
      authorization: new Headers(init.headers).get("authorization") ?? undefined,
      address: "this server",
      body: Buffer.from(typeof init.body === "string" ? init.body : ""),
    });
    this.gate.settle(verdict);
    if (verdict.answer.status === 429 && how === null) this.options.violate("more calls than Koios' plan allows");
    if (verdict.answer.status === 413) this.options.violate("a longer request than Koios takes");
    await clock.sleep(Math.round(story.latencyMs * (0.5 + this.random())));
    return responseOf(verdict);
  }

  /** Calls of the period under way, and of the one before it the less, the longer ago it ended. */
  private countByPeriods(): void {
    const { now } = this.options.clock;
    const begun = now - ((((now - this.periodsFrom) % windowMs) + windowMs) % windowMs);
    this.times = [...this.times.filter((time) => time >= begun - windowMs), now];
    const current = this.times.filter((time) => time >= begun).length;
    const before = this.times.length - current;
    const counted = current + before * (1 - (now - begun) / windowMs);
    if (counted > this.burst + 1e-6 && !this.isExcused) this.options.violate("more calls than Koios counts by periods");
  }
}

function faultOf(how: string) {
  if (how === "429-later") return { status: 429, retryAfter: retryAfterSeconds };
  return { status: how === "truncated" ? "truncate" : how };
}

function responseOf({ answer, effect, headers }: Verdict): Response {
  if (effect === "html")
    return new Response("<!doctype html><title>One moment, please</title>", {
      headers: { "content-type": "text/html", ...headers },
    });
  const text = answer.plain ? String(answer.body) : JSON.stringify(answer.body);
  const type = { "content-type": answer.plain ? "text/plain" : "application/json", ...headers };
  if (effect !== "truncate") return new Response(text, { status: answer.status, headers: type });
  let isBegun = false;
  const half = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isBegun) controller.error(new TypeError("terminated"));
      else controller.enqueue(Buffer.from(text.slice(0, text.length / 2)));
      isBegun = true;
    },
  });
  return new Response(half, { status: answer.status, headers: type });
}
