import { expect, test } from "vitest";
import { AppError } from "@/lib/contract/app-error";
import { whatNext, type Next, type Onward, type StepFacts } from "@/lib/sync/what-next";

/** The first try of a step that covered transactions and had calls left. */
const plain: StepFacts = {
  rewindTo: null,
  history: "incomplete",
  hasEnding: false,
  proof: null,
  proofChecks: 0,
  gained: 5,
  attempts: 1,
  failure: null,
  stop: null,
  callsLeft: 40,
  tokensLeft: 0,
  callsPerSecond: 10,
};
const nothing = { gained: 0 } as const;
const late = { stop: { reason: "time", retryInMs: 0 } } as const;
const broke = { stop: { reason: "rate_limit", retryInMs: 0 } } as const;
const ended = { history: "complete", hasEnding: true } as const;

const away = new AppError({ code: "chain_unavailable", detail: "away", retryable: true });
const busy = new AppError({ code: "chain_unavailable", detail: "busy", retryable: true, retryAfterSeconds: 30 });
const refused = new AppError({ code: "chain_key_rejected", detail: "the key is refused" });
const bug = new TypeError("undefined is not a function");

const onward = (state: Partial<Onward>): Next => ({
  kind: "hand-on",
  status: "running",
  waitMs: null,
  waitingFor: null,
  error: null,
  attempts: 0,
  proofChecks: 0,
  ...state,
});
const again = (seconds: number, attempts: number, error: Onward["error"]): Next =>
  onward({ status: "waiting", waitMs: seconds * 1_000, waitingFor: "retry", attempts, error });
const failed = (attempts: number, error: NonNullable<Onward["error"]>): Next => ({ kind: "fail", attempts, error });
const saying = (error: AppError) => ({ code: error.code, detail: error.message });

const quota = {
  code: "chain_quota_exhausted",
  detail: "Today's Blockfrost quota is used up. Syncing goes on by itself after 00:00 UTC.",
} as const;
const slowDown = {
  code: "chain_unavailable",
  detail: "Blockfrost asks us to slow down. Syncing goes on by itself in a while.",
} as const;
const unexpected = {
  code: "internal_error",
  detail: "Something went wrong that nobody expected. Syncing goes on by itself in a moment.",
} as const;
const givenUp = {
  code: "internal_error",
  detail:
    "The sync failed again and again and was given up. Nothing that it had stored is lost: start it again to go on from there.",
} as const;
const noProgress = {
  code: "chain_unavailable",
  detail: "Blockfrost answers so slowly, or this wallet's list is so long, that a step could not read anything new.",
} as const;

const table: readonly (readonly [string, Partial<StepFacts>, Next])[] = [
  ["a full re-sync, or bytes for a newer decoder: rewind", { ...nothing, rewindTo: -1 }, { kind: "rewind", to: -1 }],
  ["a rollback found beside a failure: rewind", { rewindTo: 250, failure: away }, { kind: "rewind", to: 250 }],
  ["a rollback found on a late step: rewind", { rewindTo: 250, ...late }, { kind: "rewind", to: 250 }],

  ["nothing is new: complete quietly", { history: "unchanged", ...nothing }, { kind: "complete-quietly" }],
  [
    "nothing is new, the window is shut: complete quietly",
    { history: "unchanged", ...late },
    { kind: "complete-quietly" },
  ],
  ["all is there, and what to compare with: prove", ended, { kind: "prove" }],
  ["the same without a single row: prove", { ...ended, ...nothing }, { kind: "prove" }],
  ["the same with the window shut: prove", { ...ended, ...late }, { kind: "prove" }],
  ["proven: complete", { ...ended, proof: "proven" }, { kind: "complete" }],
  ["differs, with something in quarantine: complete", { ...ended, proof: "excused" }, { kind: "complete" }],
  ["differs for the first time: look again", { ...ended, proof: "differs" }, onward({ waitMs: 2_000, proofChecks: 1 })],
  [
    "differs for the second time: look again later",
    { ...ended, proof: "differs", proofChecks: 1 },
    onward({ waitMs: 4_000, proofChecks: 2 }),
  ],
  [
    "differs for the third time: complete, and say so",
    { ...ended, proof: "differs", proofChecks: 2 },
    { kind: "complete" },
  ],
  ["all is there but the ending: go on", { history: "complete" }, onward({})],
  ["all is there but the ending, out of time: go on", { history: "complete", ...late }, onward({})],

  ["more to come: go on", {}, onward({})],
  ["out of time: go on", late, onward({})],
  [
    "out of time between two looks at the proof: the looks are counted on",
    { ...late, proofChecks: 1 },
    onward({ proofChecks: 1 }),
  ],
  ["out of tokens: wait for them", broke, onward({ status: "waiting", waitMs: 4_000, waitingFor: "rate_limit" })],
  [
    "out of tokens with some left over: wait for the rest",
    { ...broke, tokensLeft: 15 },
    onward({ status: "waiting", waitMs: 3_000, waitingFor: "rate_limit" }),
  ],
  [
    "out of tokens, nobody knows how much is left: wait for a step's worth",
    { ...broke, callsLeft: Infinity },
    onward({ status: "waiting", waitMs: 15_000, waitingFor: "rate_limit" }),
  ],
  [
    "out of tokens before anything was covered: wait, it is no try",
    { ...broke, ...nothing, attempts: 7 },
    onward({ status: "waiting", waitMs: 4_000, waitingFor: "rate_limit" }),
  ],
  [
    "out of calls at a source that counts them: whole seconds, and the next step waits for the rest",
    { stop: { reason: "rate_limit", retryInMs: 2_900 } },
    onward({ status: "waiting", waitMs: 2_000, waitingFor: "rate_limit" }),
  ],
  ["which may be no second at all", { stop: { reason: "rate_limit", retryInMs: 900 } }, onward({})],
  [
    "but before anything was covered all of it",
    { ...nothing, stop: { reason: "rate_limit", retryInMs: 900 } },
    onward({ status: "waiting", waitMs: 900, waitingFor: "rate_limit" }),
  ],
  [
    "the day's quota is spent: wait for the next day",
    { ...nothing, stop: { reason: "daily_quota", retryInMs: 59_000 } },
    onward({ status: "waiting", waitMs: 60_000, waitingFor: "daily_quota", error: quota }),
  ],
  [
    "the background's part of the quota is spent: wait, nothing is wrong",
    { ...nothing, stop: { reason: "background_quota", retryInMs: 59_000 } },
    onward({ status: "waiting", waitMs: 60_000, waitingFor: "daily_quota" }),
  ],
  [
    "the chain asks to slow down: wait as long as it says",
    { ...nothing, stop: { reason: "held", retryInMs: 9_000 } },
    onward({ status: "waiting", waitMs: 10_000, waitingFor: "rate_limit", error: slowDown }),
  ],

  ["nothing covered, no reason: a try that failed", nothing, again(2, 1, noProgress)],
  ["nothing covered in time: a try that failed", { ...nothing, ...late, attempts: 3 }, again(10, 3, noProgress)],
  ["nothing covered, for the ninth time: fail", { ...nothing, ...late, attempts: 9 }, failed(9, noProgress)],

  ["a failure that may pass: try again", { ...nothing, failure: away }, again(2, 1, saying(away))],
  [
    "the same for the fifth time: try again later",
    { ...nothing, failure: away, attempts: 5 },
    again(40, 5, saying(away)),
  ],
  ["one that says when: not before", { ...nothing, failure: busy }, again(30, 1, saying(busy))],
  ["for the ninth time: fail", { ...nothing, failure: away, attempts: 9 }, failed(9, saying(away))],
  ["after some were covered: tries begin anew", { failure: away, attempts: 9 }, again(2, 1, saying(away))],
  [
    "with the window shut: whichever wait is longer",
    { ...nothing, failure: away, ...broke },
    again(4, 1, saying(away)),
  ],
  ["late as well: the failure counts", { ...nothing, failure: away, ...late }, again(2, 1, saying(away))],
  ["all is there, the ending failed: try again", { history: "complete", failure: away }, again(2, 1, saying(away))],
  [
    "all is there, what the list misses failed: try again",
    { ...ended, ...nothing, failure: away },
    again(2, 1, saying(away)),
  ],
  ["a failure that stays: fail", { ...nothing, failure: refused }, failed(1, saying(refused))],
  [
    "a failure that stays, after some were covered: fail",
    { failure: refused, attempts: 4 },
    failed(1, saying(refused)),
  ],
  ["an unknown failure: try again, saying little", { ...nothing, failure: bug }, again(2, 1, unexpected)],
  ["an unknown failure for the ninth time: fail", { ...nothing, failure: bug, attempts: 9 }, failed(9, givenUp)],
];

test.each(table)("%s", (_name, facts, next) => {
  expect(whatNext({ ...plain, ...facts })).toEqual(next);
});
