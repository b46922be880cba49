import {
  banned,
  invalidToken,
  notFound,
  overLimit,
  rateLimited,
  serverError,
  unavailable,
  type Answer,
} from "../blockfrost/answer";

const STATUS_ANSWERS: Readonly<Record<number, Answer>> = {
  402: overLimit,
  403: invalidToken,
  404: notFound,
  418: banned,
  429: rateLimited,
  500: serverError,
  503: unavailable,
};

/** `hang` never answers, `html` answers a web page, `truncate` cuts the right answer in two and drops the connection. */
type FaultEffect = Answer | "hang" | "html" | "truncate";

export interface Fault {
  readonly effect: FaultEffect;
  readonly path: RegExp | null;
  readonly retryAfterSeconds: number | null;
  left: number;
}

export interface FaultRequest {
  readonly status: number | string;
  readonly count?: number;
  readonly path?: string;
  readonly retryAfter?: number;
}

/** Faults ordered by the test; the first that fits a path strikes, until its count is used up. */
export class FaultPlan {
  private faults: Fault[] = [];

  /** Throws on a status that it does not know, or a path that is no regular expression. */
  add(request: FaultRequest): void {
    this.faults.push({
      effect: effectOf(request.status),
      path: request.path === undefined ? null : new RegExp(request.path),
      retryAfterSeconds: request.retryAfter ?? null,
      left: request.count ?? Infinity,
    });
  }

  clear(): void {
    this.faults = [];
  }

  strike(path: string): Fault | null {
    const fault = this.faults.find((each) => each.left > 0 && (each.path?.test(path) ?? true));
    if (fault === undefined) return null;
    fault.left -= 1;
    return fault;
  }
}

function effectOf(status: number | string): FaultEffect {
  if (status === "hang" || status === "html" || status === "truncate") return status;
  const answer = STATUS_ANSWERS[Number(status)];
  if (answer === undefined) throw new Error(`No fault with status ${status}`);
  return answer;
}
