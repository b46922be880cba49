import { performance } from "node:perf_hooks";
import { Client } from "@upstash/qstash";
import { describe, expect, it } from "vitest";
import { pause, until } from "@/tests/integration/qstash/destination";
import { clientOf, setUp } from "@/tests/integration/qstash/setup";
import { createVirtualTime } from "@/tests/integration/qstash/virtual-time";

describe("publish", () => {
  it("delivers at once, signed for exactly this URL, with the caller's headers", async () => {
    const { client, destination, qstash } = await setUp();
    const path = "/a?x=1&y=%20z&u=http://h/b";
    const answer = await client.publishJSON({
      url: destination.url + path,
      body: { hi: "ü" },
      headers: { "X-Trace": "t1" },
      label: ["sync", "step"],
    });
    await until("delivery", () => destination.deliveries(path).length === 1 && qstash.idle());
    const [delivery] = destination.deliveries(path);
    expect(answer).toEqual({ messageId: expect.stringMatching(/^msg_/) as string, url: destination.url + path });
    expect(delivery).toMatchObject({ method: "POST", body: '{"hi":"ü"}', verified: true });
    expect(delivery?.headers).toEqual({
      "user-agent": "Upstash-QStash",
      "content-type": "application/json",
      "content-length": "11",
      host: destination.url.slice("http://".length),
      connection: "keep-alive",
      "x-trace": "t1",
      "upstash-label": "sync,step",
      "upstash-caller-ip": "127.0.0.1",
      "upstash-message-id": answer.messageId,
      "upstash-retried": "0",
      "upstash-signature": expect.any(String) as string,
    });
  });

  it("lets no forwarded header stand in for its own", async () => {
    const { client, destination } = await setUp();
    const headers = {
      "Upstash-Forward-Upstash-Signature": "forged",
      "Upstash-Forward-Upstash-Retried": "9",
      "Upstash-Forward-Content-Length": "3",
    };
    await client.publish({ url: `${destination.url}/a`, body: "text", headers });
    await until("delivery", () => destination.deliveries("/a").length === 1);
    expect(destination.deliveries("/a")[0]).toMatchObject({
      verified: true,
      body: "text",
      headers: { "upstash-retried": "0" },
    });
  });

  it.each(["GET", "PUT", "DELETE", "PATCH"] as const)("delivers by %s", async (method) => {
    const { client, destination } = await setUp();
    await client.publish({ url: `${destination.url}/m`, method });
    await until("delivery", () => destination.deliveries("/m").length === 1);
    expect(destination.deliveries("/m")[0]).toMatchObject({ method, body: "", verified: true });
  });

  it("signs each delivery with a jti of its own", async () => {
    const { client, destination } = await setUp();
    destination.on("/j", (count) => ({ status: count === 1 ? 500 : 200 }));
    await client.publishJSON({ url: `${destination.url}/j`, body: 1, retryDelay: "1" });
    await until("two deliveries", () => destination.deliveries("/j").length === 2);
    const ids = destination.deliveries("/j").map(({ headers, verified }) => {
      const claims = String(headers["upstash-signature"]).split(".")[1] ?? "";
      return { verified, jti: (JSON.parse(Buffer.from(claims, "base64url").toString()) as { jti: string }).jti };
    });
    expect(ids.map(({ verified }) => verified)).toEqual([true, true]);
    expect(ids[0]?.jti).not.toBe(ids[1]?.jti);
  });

  it("answers and delivers within milliseconds", async () => {
    const { client, destination } = await setUp();
    const milliseconds: number[] = [];
    for (let count = 1; count <= 30; count += 1) {
      const start = performance.now();
      destination.on("/fast", () => {
        milliseconds.push(performance.now() - start);
        return { status: 200 };
      });
      await client.publishJSON({ url: `${destination.url}/fast`, body: count });
      await until("delivery", () => milliseconds.length === count);
    }
    const median = milliseconds.sort((left, right) => left - right)[15] ?? Infinity;
    // Two HTTP exchanges and a signature check lie within; the bound leaves room for a busy machine.
    expect(median).toBeLessThan(25);
  });

  it("refuses what QStash refuses, with the same status", async () => {
    const { client, destination, qstash } = await setUp();
    const url = `${destination.url}/never`;
    const stranger = new Client({ baseUrl: qstash.url, token: "wrong", retry: false, devMode: false });
    const refused = async (attempt: Promise<unknown>): Promise<unknown> =>
      attempt.then(() => "accepted").catch((error: unknown) => (error as { status: number }).status);
    expect(
      await Promise.all([
        refused(client.publishJSON({ url, body: 1, deduplicationId: "a:b" })),
        refused(client.publishJSON({ url, body: 1, delay: 604_801 })),
        refused(client.publishJSON({ url: "not-a-url", body: 1 })),
        refused(client.publishJSON({ url, body: 1, retryDelay: "process.exit()" })),
        refused(client.publish({ url, body: "x".repeat(1_048_577) })),
        refused(stranger.publishJSON({ url, body: 1 })),
        refused(client.urlGroups.list()),
      ]),
    ).toEqual([400, 400, 400, 400, 413, 401, 404]);
    expect(destination.deliveries("/never")).toEqual([]);
  });

  it("takes a body of 1 MB", async () => {
    const { client, destination } = await setUp();
    await client.publish({ url: `${destination.url}/big`, body: "x".repeat(1_048_576) });
    await until("delivery", () => destination.deliveries("/big").length === 1);
    expect(destination.deliveries("/big")[0]).toMatchObject({ verified: true, body: "x".repeat(1_048_576) });
  });
});

describe("delay", () => {
  it("delivers no earlier than asked, by delay and by notBefore", async () => {
    const time = createVirtualTime(Date.UTC(2025, 0, 1));
    const { client, destination, qstash } = await setUp(time);
    const url = destination.url;
    await client.publishJSON({ url: `${url}/delay`, body: 1, delay: "1h" });
    await client.publishJSON({ url: `${url}/before`, body: 1, notBefore: time.now() / 1_000 + 7_200 });
    const counts = (): number[] => ["/delay", "/before"].map((path) => destination.deliveries(path).length);
    time.advance(3_599_999);
    await pause(50);
    expect(counts()).toEqual([0, 0]);
    time.advance(1);
    await until("the first", () => counts()[0] === 1);
    expect({ counts: counts(), idle: qstash.idle() }).toEqual({ counts: [1, 0], idle: false });
    time.advance(3_600_000);
    await until("the second", () => qstash.idle());
    expect(counts()).toEqual([1, 1]);
  });
});

describe("deduplication", () => {
  it("swallows an id for 10 minutes, even after the first was delivered", async () => {
    const time = createVirtualTime(Date.UTC(2025, 0, 1));
    const { client, destination, qstash } = await setUp(time);
    const publish = () => client.publishJSON({ url: `${destination.url}/d`, body: 1, deduplicationId: "job-1" });
    const first = await publish();
    await until("delivery", () => qstash.idle());
    time.advance(599_999);
    const second = await publish();
    time.advance(1);
    const third = await publish();
    await until("delivery", () => qstash.idle());
    expect(second).toEqual({ ...first, deduplicated: true });
    expect(third.deduplicated).toBeUndefined();
    expect(destination.deliveries("/d").length).toBe(2);
  });

  it("tells content apart by destination, headers and body", async () => {
    const { client, destination, qstash } = await setUp();
    const publish = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      client.publishJSON({ url: destination.url + path, body, headers, contentBasedDeduplication: true });
    const answers = [
      await publish("/c", { a: 1 }),
      await publish("/c", { a: 1 }),
      await publish("/c", { a: 2 }),
      await publish("/c", { a: 1 }, { "X-A": "1" }),
      await publish("/c2", { a: 1 }),
    ];
    await until("deliveries", () => qstash.idle());
    expect(answers.map(({ deduplicated }) => deduplicated ?? false)).toEqual([false, true, false, false, false]);
  });
});

describe("batch", () => {
  it("publishes each message with its own options, and puts an error in the place of a bad one", async () => {
    const { client, destination, qstash } = await setUp();
    const { url } = destination;
    const answers = await client.batchJSON([
      { url: `${url}/b1`, body: { a: 1 }, headers: { "X-A": "1" } },
      { url: `${url}/b2`, body: 2, deduplicationId: "a:b" },
      { url: `${url}/b3`, body: 3, queueName: "line" },
    ]);
    await until("deliveries", () => qstash.idle());
    expect(answers).toEqual([
      { messageId: expect.any(String) as string, url: `${url}/b1` },
      { error: "DeduplicationId cannot contain ':'" },
      { messageId: expect.any(String) as string, url: `${url}/b3` },
    ]);
    expect(destination.deliveries("/b1")[0]).toMatchObject({
      body: '{"a":1}',
      verified: true,
      headers: { "x-a": "1" },
    });
    expect(destination.deliveries("/b3")[0]).toMatchObject({ headers: { "upstash-queue-name": "line" } });
    expect(destination.deliveries("/b2")).toEqual([]);
  });
});

describe("connections", () => {
  it("serves two clients under load, each message once", async () => {
    const { client, destination, qstash } = await setUp();
    const other = clientOf(qstash);
    const publishing = Array.from({ length: 100 }, (_, index) =>
      (index % 2 === 0 ? client : other).publishJSON({ url: `${destination.url}/load`, body: index }),
    );
    await Promise.all(publishing);
    await until("deliveries", () => qstash.idle());
    const bodies = destination.deliveries("/load").map(({ body }) => Number(body));
    expect(bodies.sort((left, right) => left - right)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });
});
