import { answerRequest } from "@/dev/chain/blockfrost/routes";
import type { Answer } from "@/dev/chain/blockfrost/answer";
import * as answers from "@/dev/chain/blockfrost/answer";
import type { Chain } from "@/dev/chain/chain";
import { blockfrost } from "@/lib/blockfrost/client";
import { carryRetryAfter } from "@/lib/blockfrost/retry-after";
import type { VirtualClock } from "./clock";

const requestTimeoutMs = 5_000;

const refusals: Readonly<Record<string, Answer>> = {
  "402": answers.overLimit,
  "403": answers.invalidToken,
  "418": answers.banned,
  "429": answers.rateLimited,
  "500": answers.serverError,
};

interface Options {
  readonly searchParams?: Readonly<Record<string, string | number | undefined>>;
}

/** Blockfrost's answers from a chain in memory, told to the official client as its HTTP library would. */
export class SimulatedBlockfrost {
  /** Transactions whose bytes and inputs are nonsense. */
  readonly poisoned = new Set<string>();

  constructor(
    readonly chain: Chain,
    private readonly clock: VirtualClock,
    private readonly trouble: () => string | null,
  ) {}

  async request(path: string, options: Options = {}): Promise<{ body: unknown }> {
    const trouble = this.trouble();
    if (trouble === "hang") {
      await this.clock.sleep(requestTimeoutMs);
      throw Object.assign(new Error("Timeout awaiting 'request'"), { code: "ETIMEDOUT" });
    }
    if (trouble === "html" || trouble === "truncated")
      throw Object.assign(new Error("Unexpected token < in JSON"), { code: "ERR_BODY_PARSE_FAILURE" });
    const answer = this.answer(path, options, trouble);
    if (answer.status === 200) return { body: structuredClone(answer.body) };
    throw httpError(path, answer, trouble === "429" ? "20" : undefined);
  }

  private answer(path: string, { searchParams = {} }: Options, trouble: string | null): Answer {
    const refusal = trouble === null ? undefined : refusals[trouble];
    if (refusal !== undefined) return refusal;
    if (trouble === "404-transaction" && path.startsWith("txs/")) return answers.notFound;
    const [, hash = "", section] = path.split("/");
    if (path.startsWith("txs/") && this.poisoned.has(hash)) {
      if (section === "cbor") return answers.ok({ cbor: "84a400ff" });
      if (section === "utxos") return answers.ok({ hash, inputs: null, outputs: [{ address: 7 }] });
    }
    const given = Object.entries(searchParams).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return answerRequest(this.chain, path, new URLSearchParams(given));
  }
}

function httpError(path: string, { status, body }: Answer, retryAfter: string | undefined): Error {
  const { HTTPError } = blockfrost().instance;
  const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  const error: Error & { response?: never } = Object.create(HTTPError.prototype) as Error & { response?: never };
  const response = { statusCode: status, headers, body: structuredClone(body) };
  return carryRetryAfter(Object.assign(error, { response, request: { requestUrl: path } }));
}
