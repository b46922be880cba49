import { describe, expect, it } from "vitest";
import { countText, etaText, isRunning, stageText, waitText } from "@/app/words/sync-words";

const clock = (iso: string) => `${iso.slice(11, 16)} here`;
const resumesAt = "2026-05-03T12:03:20Z";

describe("what a sync does", () => {
  it("is said in words for each stage", () => {
    const stages = (["listing", "transactions", "proving"] as const).map((stage) =>
      stageText({ status: "running", stage, waitingFor: null }),
    );
    expect(stages).toEqual([
      "Listing this wallet's transactions",
      "Reading transactions",
      "Comparing every balance with the chain",
    ]);
  });

  it("is said in words before it starts and after it ended", () => {
    const ends = (["queued", "failed", "cancelled", "completed"] as const).map((status) =>
      stageText({ status, stage: "transactions", waitingFor: null }),
    );
    expect(ends).toEqual(["Waiting to start", "Stopped", "Cancelled", "Up to date"]);
  });

  it("names what it waits for", () => {
    const waits = (["rate_limit", "daily_quota", "retry", null] as const).map((waitingFor) =>
      stageText({ status: "waiting", stage: "transactions", waitingFor }),
    );
    expect(waits).toEqual([
      "Waiting for our turn to read on",
      "Waiting for tomorrow: today's reads are used up",
      "The chain did not answer: waiting to try again",
      "Waiting",
    ]);
  });

  it("says when it goes on, and that nobody has to stay", () => {
    const error = { code: "chain_unavailable", detail: "Blockfrost asks us to slow down." } as const;
    expect([
      waitText({ waitingFor: "rate_limit", resumesAt, error: null }, clock),
      waitText({ waitingFor: "rate_limit", resumesAt: null, error: null }, clock),
      waitText({ waitingFor: "retry", resumesAt, error }, clock),
      waitText({ waitingFor: "daily_quota", resumesAt, error }, clock),
    ]).toEqual([
      "It goes on by itself at 12:03 here; you can close this page.",
      "It goes on by itself; you can close this page.",
      "Blockfrost asks us to slow down. It goes on by itself at 12:03 here; you can close this page.",
      "The free plan's calls of today are shared, and used up for now. It goes on by itself at 12:03 here (00:00 UTC); you can close this page.",
    ]);
  });

  it("counts", () => {
    expect([
      countText(312, 1000),
      countText(0, null),
      countText(40, null),
      countText(1, null),
      countText(1, 1),
      etaText(41),
      etaText(null),
    ]).toEqual([
      "312 of 1,000 transactions",
      "Counting transactions",
      "40 transactions so far",
      "1 transaction so far",
      "1 of 1 transaction",
      "about 45 s left",
      null,
    ]);
  });

  it("runs until it ended", () => {
    const statuses = ["queued", "running", "waiting", "completed", "failed", "cancelled"] as const;
    expect(statuses.filter(isRunning)).toEqual(["queued", "running", "waiting"]);
  });
});
