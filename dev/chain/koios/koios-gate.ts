import type { Answer } from "../blockfrost/answer";
import { isAnswer } from "../blockfrost/paging";
import type { Chain } from "../chain";
import { CallLog } from "../gate/call-log";
import { FaultPlan } from "../gate/fault-plan";
import { outcomeOf, retryAfter, type Verdict } from "../gate/verdict";
import { payloadTooLarge, STATUS_ANSWERS, tooManyRequests, unknownQuery, unknownToken, wrongMethod } from "./answer";
import { answerCall, isEndpoint, pageOfRows } from "./endpoints";
import { LIES, type Lie } from "./lies";
import { WindowLimiter } from "./window-limiter";

export interface KoiosRequest {
  readonly method: string;
  /** What follows `/koios/api/v1/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  /** Whom the limits of a request without a token count for. */
  readonly address: string;
  readonly body: Buffer;
}

const MAX_BODY_BYTES = { public: 1_024, token: 5_120 } as const;

/** Everything between the socket and the chain's other door: token, limits, faults, lies, the log. */
export class KoiosGate {
  readonly log = new CallLog();
  readonly faults = new FaultPlan<Lie>(STATUS_ANSWERS, LIES);
  readonly limiter: WindowLimiter;

  constructor(
    private readonly chain: Chain,
    /** The one token that it knows. */
    readonly token: string,
    private readonly now: () => number,
    private readonly missing: ReadonlySet<string>,
  ) {
    this.limiter = new WindowLimiter(now);
  }

  /** Call `settle` once the answer is out. */
  judge(request: KoiosRequest): Verdict {
    const { path, query, body } = request;
    this.log.begin(isEndpoint(path) ? path : "unknown", this.now());
    const strike = this.faults.strike(`/${path}`);
    const headers = retryAfter(strike.retryAfterSeconds);
    if (strike.answer !== null) return { answer: strike.answer, effect: "answer", headers };
    const effect = strike.effect ?? "answer";
    const { chain, missing } = this;
    const text = body.toString("utf8");
    const rows = this.refusal(request) ?? answerCall(path, text, { chain, missing, lie: strike.special });
    if (isAnswer(rows)) return { answer: rows, effect, headers };
    const { answer, range } = pageOfRows(rows, query);
    return { answer, effect, headers: { ...headers, "content-range": range } };
  }

  settle(verdict: Verdict): void {
    this.log.end(outcomeOf(verdict));
  }

  private refusal({ method, path, authorization, address, body }: KoiosRequest): Answer | null {
    const hasToken = authorization !== undefined;
    if (!this.limiter.take(authorization ?? address, path, hasToken)) return tooManyRequests;
    if (hasToken && authorization !== `Bearer ${this.token}`) return unknownToken;
    if (!isEndpoint(path)) return unknownQuery;
    // A GET with its arguments in the query is allowed there; nobody here asks so.
    if (method !== "POST") return wrongMethod(method);
    const limit = MAX_BODY_BYTES[hasToken ? "token" : "public"];
    return body.length > limit ? payloadTooLarge(body.length, limit) : null;
  }
}
