import { describe, expect, it } from "vitest";
import { consolePage, escapeHtml, relativeTime } from "@/dev/qstash/console-page";
import { createMessage } from "@/dev/qstash/message";
import { parsePublishHeaders } from "@/dev/qstash/publish-options";

const NOW = 1_700_000_000_000;
const HOSTILE = `"><script>alert('x')</script>&`;

describe("relativeTime", () => {
  it.each([
    [NOW, "now"],
    [NOW + 12_000, "in 12 s"],
    [NOW - 180_000, "3 min ago"],
    [NOW + 7_200_000, "in 2 h"],
    [NOW - 259_200_000, "3 d ago"],
  ])("%d is %s", (time, expected) => {
    expect(relativeTime(time, NOW)).toBe(expected);
  });
});

describe("consolePage", () => {
  it("escapes everything that a message, a response or a schedule brings", () => {
    const options = parsePublishHeaders({ "upstash-label": HOSTILE }, NOW);
    const origin = { now: NOW, callerIp: "127.0.0.1" };
    const message = createMessage(`http://h/${HOSTILE}`, { ...options, method: HOSTILE }, Buffer.from(HOSTILE), origin);
    const dead = {
      dlqId: `${NOW}-0${HOSTILE}`,
      failedAt: NOW,
      reason: HOSTILE,
      message,
      responseStatus: 500,
      responseHeaders: {},
      responseBodyBase64: "",
    };
    const event = { sequence: 1, time: NOW, state: "ERROR" as const, message, error: HOSTILE };
    const html = consolePage({
      now: NOW,
      messages: [message],
      isActive: () => false,
      schedules: [{ scheduleId: HOSTILE, cron: HOSTILE, destination: HOSTILE, isPaused: false, nextScheduleTime: NOW }],
      dlq: [dead],
      events: [{ ...event, responseStatus: undefined, nextDeliveryTime: undefined }],
      formToken: "t",
      scriptNonce: "n",
    });
    expect(html).not.toContain("<script>alert");
    expect(html.split(escapeHtml(HOSTILE)).length - 1).toBe(18);
    expect(html.match(/<script/g)).toEqual(["<script"]);
  });
});
