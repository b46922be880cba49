import { expect, it } from "vitest";
import { auditVerdicts, type AuditedAccount, type AuditedEpoch } from "@/lib/contract/staking-audit";
import { auditBars, auditSentence, verdictText } from "@/app/words/audit-words";

type Summary = AuditedAccount["summary"];
const summary = (counts: Partial<Summary>): Summary =>
  ({ ...Object.fromEntries(auditVerdicts.map((verdict) => [verdict, 0])), ...counts }) as Summary;

it("the outcome is a sentence that names what stands out", () => {
  const told = [
    summary({}),
    summary({ none_due: 3 }),
    summary({ unknown: 4 }),
    summary({ as_expected: 1, none_due: 2 }),
    summary({ as_expected: 71, none_due: 2 }),
    summary({ as_expected: 1, unknown: 3 }),
    summary({ as_expected: 60, unknown: 3 }),
    summary({ as_expected: 60, missed: 1 }),
    summary({ as_expected: 60, missed: 1, doubled: 1, low: 2, high: 1, unknown: 3 }),
  ].map(auditSentence);
  expect(told).toEqual([
    "No reward was due so far.",
    "No reward was due so far.",
    "Nothing could be checked so far.",
    "The one reward that was due came as it should.",
    "All 71 rewards that were due came as they should.",
    "1 reward is as expected, 3 not known.",
    "60 rewards are as expected, 3 not known.",
    "1 needs a look: 1 missed.",
    "5 need a look: 1 missed, 1 came twice, 2 unusually low, 1 unusually high.",
  ]);
});

it("a verdict is told with its reason where it has one", () => {
  expect(verdictText({ verdict: "missed", reason: null })).toBe("Missed");
  expect(verdictText({ verdict: "none_due", reason: "no_block" })).toBe("None due: the pool made no block");
  expect(verdictText({ verdict: "none_due", reason: "too_young" })).toBe("Not due yet");
});

it("bars are of epochs, oldest first, without what came to an operator, called by what stands out in them", () => {
  const row = (epoch: number, expected: string | null, received: string, rest: Partial<AuditedEpoch> = {}) =>
    ({ epoch, expected, received, verdict: "as_expected", reason: null, ...rest }) as AuditedEpoch;
  expect(
    auditBars([
      row(12, null, "1", { verdict: "unknown", reason: "pool_unread" }),
      row(11, "4", "4"),
      row(11, "0", "4", { verdict: "doubled" }),
      row(10, "2", "2"),
      row(10, null, "900", { verdict: "unknown", reason: "operator" }),
      row(9, null, "900", { verdict: "unknown", reason: "operator" }),
    ]),
  ).toEqual([
    { epoch: 10, verdict: "as_expected", expected: 2n, received: 2n, expectedHeight: 250, receivedHeight: 250 },
    { epoch: 11, verdict: "doubled", expected: 4n, received: 8n, expectedHeight: 500, receivedHeight: 1000 },
    { epoch: 12, verdict: "unknown", expected: null, received: 1n, expectedHeight: null, receivedHeight: 125 },
  ]);
});
