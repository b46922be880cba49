import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { signDelivery } from "@/dev/qstash/signature";
import { defineJob } from "@/lib/queue/define-job";
import { executeJob } from "@/lib/queue/execute";
import { setEnvironment } from "@/tests/support/environment";

const body = JSON.stringify({ word: "hello" });
const heard: string[] = [];
const listen = defineJob({
  name: "listen",
  schema: z.object({ word: z.string() }),
  handle: ({ word }) => {
    heard.push(word);
    return Promise.resolve("done");
  },
  onGivenUp: () => Promise.resolve("done"),
});

beforeAll(() =>
  setEnvironment({
    APP_URL: "https://app.example",
    QSTASH_CURRENT_SIGNING_KEY: "sig_now",
    QSTASH_NEXT_SIGNING_KEY: "sig_next",
  }),
);

async function deliver(signed: { key?: string; url?: string; body?: string; signedAt?: number }): Promise<number> {
  const url = signed.url ?? "https://app.example/api/jobs/listen";
  const signature = signDelivery({
    key: signed.key ?? "sig_now",
    url,
    body: Buffer.from(signed.body ?? body),
    signedAt: signed.signedAt ?? Date.now(),
  });
  const request = new Request("https://app.example/api/jobs/listen", {
    method: "POST",
    headers: { "upstash-signature": signature },
    body,
  });
  return (await executeJob("listen", request, new Map([["listen", listen]]))).status;
}

test("a message signed with the current key is heard", async () => {
  heard.length = 0;
  expect([await deliver({}), heard]).toEqual([200, ["hello"]]);
});

test("the signing key rolled once: what was next signs now, and is heard without a deploy", async () => {
  expect(await deliver({ key: "sig_next" })).toBe(200);
});

test("rolled twice without a deploy: refused, and nothing is done", async () => {
  heard.length = 0;
  expect([await deliver({ key: "sig_after_next" }), heard]).toEqual([401, []]);
});

test("a preview's message at production, another body, and an old one are refused", async () => {
  heard.length = 0;
  expect([
    await deliver({ url: "https://app-git-feature.example/api/jobs/listen" }),
    await deliver({ url: "https://app.example/api/jobs/other" }),
    await deliver({ body: '{"word":"goodbye"}' }),
    await deliver({ signedAt: Date.now() - 3_600_000 }),
    heard,
  ]).toEqual([401, 401, 401, 401, []]);
});
