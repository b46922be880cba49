import { answerRequest } from "@/dev/chain/blockfrost/routes";
import type { Answer } from "@/dev/chain/blockfrost/answer";
import * as answers from "@/dev/chain/blockfrost/answer";
import type { Chain } from "@/dev/chain/chain";
import type { VirtualClock } from "./clock";

const requestTimeoutMs = 5_000;

const refusals: Readonly<Record<string, Answer>> = {
  "402": answers.overLimit,
  "403": answers.invalidToken,
  "418": answers.banned,
  "429": answers.rateLimited,
  "500": answers.serverError,
};

const base = "/api/v0/";

/** Blockfrost's answers from a chain in memory, as `fetch` would bring them. */
export class SimulatedBlockfrost {
  /** Transactions whose bytes and inputs are nonsense. */
  readonly poisoned = new Set<string>();

  constructor(
    readonly chain: Chain,
    private readonly clock: VirtualClock,
    private readonly trouble: () => string | null,
  ) {}

  async request({ pathname, searchParams }: URL): Promise<Response> {
    const trouble = this.trouble();
    if (trouble === "hang") {
      await this.clock.sleep(requestTimeoutMs);
      throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
    }
    if (trouble === "html") return new Response("<!doctype html><title>One moment, please</title>");
    const answer = this.answer(pathname.slice(base.length), searchParams, trouble);
    const text = JSON.stringify(answer.body);
    if (trouble === "truncated") return new Response(text.slice(0, text.length / 2));
    return new Response(text, { status: answer.status, headers: trouble === "429" ? { "retry-after": "20" } : {} });
  }

  private answer(path: string, searchParams: URLSearchParams, trouble: string | null): Answer {
    const refusal = trouble === null ? undefined : refusals[trouble];
    if (refusal !== undefined) return refusal;
    if (trouble === "404-transaction" && path.startsWith("txs/")) return answers.notFound;
    const [, hash = "", section] = path.split("/");
    if (path.startsWith("txs/") && this.poisoned.has(hash)) {
      if (section === "cbor") return answers.ok({ cbor: "84a400ff" });
      if (section === "utxos") return answers.ok({ hash, inputs: null, outputs: [{ address: 7 }] });
    }
    return answerRequest(this.chain, path, searchParams);
  }
}
