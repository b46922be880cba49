import { ApiError } from "@/dev/qstash/api-error";

/** Milliseconds to wait, from how often the message has been retried so far (0 at the first failure). */
export type RetryDelay = (retried: number) => number;

type Combine = (...values: number[]) => number;

const FUNCTIONS: ReadonlyMap<string, { apply: Combine; arity: number | "any" }> = new Map([
  ["pow", { apply: Math.pow, arity: 2 }],
  ["sqrt", { apply: Math.sqrt, arity: 1 }],
  ["abs", { apply: Math.abs, arity: 1 }],
  ["exp", { apply: Math.exp, arity: 1 }],
  ["floor", { apply: Math.floor, arity: 1 }],
  ["ceil", { apply: Math.ceil, arity: 1 }],
  ["round", { apply: Math.round, arity: 1 }],
  ["min", { apply: Math.min, arity: "any" }],
  ["max", { apply: Math.max, arity: "any" }],
]);

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]+)|([-+*/(),]))/y;
const MAX_LENGTH = 500;

/**
 * Compiles the arithmetic of `Upstash-Retry-Delay`: numbers, `retried`, + - * / ( ) and the functions above.
 * Throws ApiError 400 for anything else. The delay is never negative.
 */
export function compileRetryDelay(expression: string): RetryDelay {
  const parser = new Parser(tokenize(expression), expression);
  const evaluate = parser.parse();
  return (retried) => {
    const delayMs = evaluate(retried);
    return Number.isNaN(delayMs) ? 0 : Math.max(0, delayMs);
  };
}

function refuse(expression: string, reason: string): ApiError {
  return new ApiError(400, `invalid Upstash-Retry-Delay "${expression}": ${reason}`);
}

function tokenize(expression: string): string[] {
  if (expression.length > MAX_LENGTH) {
    throw refuse(`${expression.slice(0, 20)}…`, `longer than ${MAX_LENGTH} characters`);
  }
  const text = expression.trimEnd();
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      throw refuse(expression, `unexpected "${text.slice(start).trimStart().charAt(0)}"`);
    }
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** Recursive descent: sum of products of signed values. */
class Parser {
  private position = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly expression: string,
  ) {}

  parse(): RetryDelay {
    const result = this.sum();
    const rest = this.tokens[this.position];
    if (rest !== undefined) {
      throw refuse(this.expression, `unexpected "${rest}"`);
    }
    return result;
  }

  private accept(token: string): boolean {
    if (this.tokens[this.position] !== token) {
      return false;
    }
    this.position += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.accept(token)) {
      throw refuse(this.expression, `expected "${token}"`);
    }
  }

  private sum(): RetryDelay {
    let left = this.product();
    for (;;) {
      const before = left;
      if (this.accept("+")) {
        const right = this.product();
        left = (retried) => before(retried) + right(retried);
      } else if (this.accept("-")) {
        const right = this.product();
        left = (retried) => before(retried) - right(retried);
      } else {
        return left;
      }
    }
  }

  private product(): RetryDelay {
    let left = this.signed();
    for (;;) {
      const before = left;
      if (this.accept("*")) {
        const right = this.signed();
        left = (retried) => before(retried) * right(retried);
      } else if (this.accept("/")) {
        const right = this.signed();
        left = (retried) => before(retried) / right(retried);
      } else {
        return left;
      }
    }
  }

  private signed(): RetryDelay {
    if (this.accept("-")) {
      const value = this.signed();
      return (retried) => -value(retried);
    }
    return this.value();
  }

  private value(): RetryDelay {
    if (this.accept("(")) {
      const inner = this.sum();
      this.expect(")");
      return inner;
    }
    const token = this.tokens[this.position];
    if (token === undefined) {
      throw refuse(this.expression, "it ends too early");
    }
    this.position += 1;
    if (token === "retried") {
      return (retried) => retried;
    }
    if (/^\d/.test(token)) {
      const literal = Number(token);
      return () => literal;
    }
    return this.call(token);
  }

  private call(name: string): RetryDelay {
    const known = FUNCTIONS.get(name);
    if (known === undefined) {
      throw refuse(this.expression, `unexpected "${name}"`);
    }
    this.expect("(");
    const values = [this.sum()];
    while (this.accept(",")) {
      values.push(this.sum());
    }
    this.expect(")");
    if (known.arity !== "any" && known.arity !== values.length) {
      throw refuse(this.expression, `${name} takes ${known.arity} value(s)`);
    }
    return (retried) => known.apply(...values.map((value) => value(retried)));
  }
}
