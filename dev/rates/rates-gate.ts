import { CallLog } from "../chain/gate/call-log";
import { FaultPlan } from "../chain/gate/fault-plan";
import { outcomeOf, retryAfter, type Verdict } from "../chain/gate/verdict";
import type { Answer } from "../chain/blockfrost/answer";
import { answerOf, type Source } from "./apis";
import { simulatedMarket, type Market } from "./market";

/** `tenfold` tells ten times every price, `stale` nothing of the last five days, `slow` answers after six seconds. */
const LIES = ["tenfold", "stale", "slow"] as const;
type Lie = (typeof LIES)[number];

const STALE_MS = 5 * 86_400_000;
const SLOW_MS = 6_000;

const plain = (status: number, body: string): Answer => ({ status, body, plain: true });
const STATUS_ANSWERS: Readonly<Record<number, Answer>> = {
  403: plain(403, "Forbidden"),
  404: plain(404, "Not Found"),
  418: plain(418, "Way too much request weight used"),
  429: plain(429, "Too Many Requests"),
  451: plain(451, "Unavailable For Legal Reasons"),
  500: plain(500, "Internal Server Error"),
  503: plain(503, "Service Unavailable"),
};

/** Everything between the socket and a source: faults, lies, the log. */
export class RatesGate {
  readonly log = new CallLog();
  readonly faults = new FaultPlan<Lie>(STATUS_ANSWERS, LIES);

  constructor(
    private readonly source: Source,
    private readonly now: () => number,
  ) {}

  /** `path` is what follows the source's base URL. Call `settle` once the answer is out. */
  judge(path: string, query: URLSearchParams, market: Market = simulatedMarket): Verdict & { readonly waitMs: number } {
    this.log.begin(path, this.now());
    const { answer, effect, special, retryAfterSeconds } = this.faults.strike(
      `/${path}${query.size > 0 ? "?" : ""}${query.toString()}`,
    );
    const view = {
      market,
      now: this.now() - (special === "stale" ? STALE_MS : 0),
      times: special === "tenfold" ? 10 : 1,
    };
    return {
      answer: answer ?? answerOf(this.source, path, query, view),
      effect: answer === null ? (effect ?? "answer") : "answer",
      headers: retryAfter(retryAfterSeconds),
      waitMs: special === "slow" ? SLOW_MS : 0,
    };
  }

  settle(verdict: Verdict): void {
    this.log.end(outcomeOf(verdict));
  }
}
