import type { Answer } from "../blockfrost/answer";

const EFFECTS = ["hang", "html", "truncate"] as const;

/** `hang` never answers, `html` answers a web page, `truncate` cuts the right answer in two and drops the connection. */
export type Effect = (typeof EFFECTS)[number];

/** What strikes: one of the first three at most is there. */
interface Strike<Special extends string> {
  /** Given instead of the right answer. */
  readonly answer: Answer | null;
  /** Done to the right answer on its way. */
  readonly effect: Effect | null;
  /** Done to what the right answer says. */
  readonly special: Special | null;
  readonly retryAfterSeconds: number | null;
}

interface Fault<Special extends string> {
  readonly strike: Strike<Special>;
  readonly path: RegExp | null;
  left: number;
}

export interface FaultRequest {
  readonly status: number | string;
  readonly count?: number;
  readonly path?: string;
  readonly retryAfter?: number;
}

/** Faults ordered by the test; the first that fits a path strikes, until its count is used up. */
export class FaultPlan<Special extends string = never> {
  private faults: Fault<Special>[] = [];

  /** The API's own words, status by status, and the effects that it alone knows. */
  constructor(
    private readonly answers: Readonly<Record<number, Answer>>,
    private readonly specials: readonly Special[] = [],
  ) {}

  /** Throws on a status that it does not know, or a path that is no regular expression. */
  add(request: FaultRequest): void {
    this.faults.push({
      strike: this.strikeOf(request),
      path: request.path === undefined ? null : new RegExp(request.path),
      left: request.count ?? Infinity,
    });
  }

  clear(): void {
    this.faults = [];
  }

  strike(path: string): Strike<Special> {
    const fault = this.faults.find((each) => each.left > 0 && (each.path?.test(path) ?? true));
    if (fault === undefined) return { answer: null, effect: null, special: null, retryAfterSeconds: null };
    fault.left -= 1;
    return fault.strike;
  }

  private strikeOf({ status, retryAfter }: FaultRequest): Strike<Special> {
    const strike = {
      answer: this.answers[Number(status)] ?? null,
      effect: EFFECTS.find((each) => each === status) ?? null,
      special: this.specials.find((each) => each === status) ?? null,
      retryAfterSeconds: retryAfter ?? null,
    };
    if (strike.answer === null && strike.effect === null && strike.special === null)
      throw new Error(`No fault with status ${status}`);
    return strike;
  }
}
