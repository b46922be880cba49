import type { Chain } from "../chain";
import { answerRequest, routeFor } from "../blockfrost/routes";
import {
  banned,
  invalidToken,
  missingToken,
  notFound,
  ok,
  overLimit,
  rateLimited,
  serverError,
  unavailable,
  wrongNetworkToken,
  type Answer,
} from "../blockfrost/answer";
import type { NetworkName } from "../model/networks";
import { CallLog } from "./call-log";
import { FaultPlan } from "./fault-plan";
import { RateLimiter } from "./rate-limiter";
import { outcomeOf, retryAfter, type Verdict } from "./verdict";

const UNGUARDED: ReadonlySet<string> = new Set(["", "health"]);
const NETWORK_PREFIX = /^(mainnet|preprod|preview|testnet)/;

const STATUS_ANSWERS: Readonly<Record<number, Answer>> = {
  402: overLimit,
  403: invalidToken,
  404: notFound,
  418: banned,
  429: rateLimited,
  500: serverError,
  503: unavailable,
};

/** Everything between the socket and the chain: token, limits, faults, poison, the log. */
export class Gate {
  readonly log = new CallLog();
  readonly faults = new FaultPlan(STATUS_ANSWERS);
  readonly limiter: RateLimiter;
  /** Transactions whose /cbor and /utxos are nonsense, and which Koios does not have. */
  readonly poisoned = new Set<string>();
  latencyMs: number;

  constructor(
    readonly chain: Chain,
    readonly projectId: string,
    private readonly now: () => number,
    latencyMs: number,
  ) {
    this.limiter = new RateLimiter(now);
    this.latencyMs = latencyMs;
  }

  /** `path` is what follows `/api/v0/`. Call `settle` once the answer is out. */
  judge(path: string, query: URLSearchParams, projectId: string | undefined): Verdict {
    const pattern = routeFor(path)?.pattern ?? "unknown";
    this.log.begin(pattern, this.now());
    const strike = this.faults.strike(`/${path}`);
    const headers = retryAfter(strike.retryAfterSeconds);
    if (strike.answer !== null) return { answer: strike.answer, effect: "answer", headers };
    const answer = this.refusal(pattern, projectId) ?? this.poison(path) ?? answerRequest(this.chain, path, query);
    return { answer, effect: strike.effect ?? "answer", headers };
  }

  settle(verdict: Verdict): void {
    this.log.end(outcomeOf(verdict));
  }

  private refusal(pattern: string, projectId: string | undefined): Answer | null {
    if (UNGUARDED.has(pattern)) return null;
    if (projectId === undefined) return missingToken;
    if (projectId !== this.projectId) {
      return networkOf(projectId) === this.chain.network.name ? invalidToken : wrongNetworkToken;
    }
    return this.limiter.take();
  }

  private poison(path: string): Answer | null {
    const [, hash = "", section] = path.split("/");
    if (!path.startsWith("txs/") || !this.poisoned.has(hash)) return null;
    if (section === "cbor") return ok({ cbor: "84a400ff" });
    return section === "utxos" ? ok({ hash, inputs: null, outputs: [{ address: 7 }] }) : null;
  }
}

const networkOf = (projectId: string): string => NETWORK_PREFIX.exec(projectId)?.[1] ?? "unknown";

export const defaultProjectId = (network: NetworkName): string => `${network}LocalSimulation00000000000000000`;
