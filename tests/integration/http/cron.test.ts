import { afterAll, expect, test } from "vitest";
import { GET } from "@/app/api/cron/sweep/route";
import { startQstash } from "@/dev/qstash/server";
import { callRoute } from "@/tests/support/call-route";
import { withDatabase } from "@/tests/support/database";

const queue = await startQstash({
  token: "t",
  currentSigningKey: "sig_test_current",
  nextSigningKey: "sig_test_next",
});
withDatabase(() => ({
  CRON_SECRET: "a secret of this deployment",
  APP_URL: "https://app.example",
  QSTASH_URL: queue.url,
  QSTASH_TOKEN: queue.token,
}));
afterAll(() => queue.close());

const sweep = async (authorization?: string) => {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await callRoute(GET, "/api/cron/sweep", { headers });
  const { revived, code } = (await response.json()) as { revived?: number; code?: string };
  return [response.status, revived ?? code];
};

test("only the deployment's own schedule may sweep", async () => {
  expect(await sweep()).toEqual([401, "unauthenticated"]);
  expect(await sweep("Bearer another")).toEqual([401, "unauthenticated"]);
  expect(await sweep("Bearer a secret of this deployment")).toEqual([200, 0]);
});
