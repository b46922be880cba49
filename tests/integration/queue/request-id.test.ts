import { afterAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { startQstash } from "@/dev/qstash/server";
import { readCounters } from "@/lib/counters";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { defineJob, type JobDefinition } from "@/lib/queue/define-job";
import { executeJob } from "@/lib/queue/execute";
import { functionTimes } from "@/lib/queue/function-times";
import type { Message } from "@/lib/queue/port";
import { publish } from "@/lib/queue/publish";
import { callRoute } from "@/tests/support/call-route";
import { setEnvironment } from "@/tests/support/environment";
import { serveMessages } from "@/tests/support/job-server";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
const keys = { currentSigningKey: "sig_test_current", nextSigningKey: "sig_test_next" };
const queue = await startQstash({ token: "t", ...keys });

const hop = (left: number): Message => ({ name: "hop", payload: { left }, identity: [left], delayMs: 0, retries: 0 });
let ended = false;
const jobs = new Map<string, JobDefinition>([
  [
    "hop",
    defineJob({
      name: "hop",
      schema: z.object({ left: z.int() }),
      handle: async ({ left }) => {
        if (left > 0) await publish([hop(left - 1)]);
        ended = left === 0;
        return "done";
      },
      onGivenUp: () => Promise.resolve("done"),
    }),
  ],
]);
const server = await serveMessages((name, request) => executeJob(name, request, jobs));
setEnvironment({ ...redis.environment, QSTASH_URL: queue.url, QSTASH_TOKEN: "t", APP_URL: server.url });
afterAll(async () => {
  await queue.close();
  await server.close();
});

/** A machine under load. */
const slow = { timeout: 15_000 };

/** Counted since midnight, by whoever shares this Redis. */
async function runsOfHop(): Promise<number> {
  return functionTimes(await readCounters(new Date())).find(({ name }) => name === "hop")?.count ?? 0;
}

test("a request's id follows the chain of messages that it began, and each run is counted", async () => {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const begin = route(async () => {
    await publish([hop(2)]);
    return respond({});
  });
  const runsBefore = await runsOfHop();
  await callRoute(begin, "/api/begin", { headers: { "x-request-id": "chain-7" } });
  await expect.poll(() => ended, slow).toBe(true);
  await expect.poll(() => lines.filter((line) => line.includes("job.handled")), slow).toHaveLength(3);
  const handled = lines.map((line) => JSON.parse(line) as { event: string; requestId?: string });
  expect(handled.filter(({ event }) => event === "job.handled").map(({ requestId }) => requestId)).toEqual([
    "chain-7",
    "chain-7",
    "chain-7",
  ]);
  await expect.poll(async () => (await runsOfHop()) - runsBefore, slow).toBe(3);
});
