import { describe, expect, it } from "vitest";
import { pause, startDestination, until } from "@/tests/integration/qstash/destination";
import { closeAfterTest, setUp } from "@/tests/integration/qstash/setup";
import { createVirtualTime } from "@/tests/integration/qstash/virtual-time";

function decoded(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}

describe("retries", () => {
  it("wait by the backoff, count in Upstash-Retried, and end with the first success", async () => {
    const time = createVirtualTime(Date.UTC(2025, 0, 1));
    const { client, destination, qstash } = await setUp(time);
    destination.on("/r", (count) => ({ status: count <= 2 ? 500 : 200 }));
    const { messageId } = await client.publishJSON({ url: `${destination.url}/r`, body: 1 });
    const states = async (): Promise<string[]> =>
      (await client.logs({ messageIds: [messageId] })).logs.map(({ state }) => state);
    const retries = async (count: number): Promise<boolean> =>
      (await states()).filter((state) => state === "RETRY").length === count;

    await until("first failure", () => retries(1));
    time.advance(11_999);
    await pause(30);
    expect(destination.deliveries("/r").length).toBe(1);
    time.advance(1);
    await until("second failure", () => retries(2));
    time.advance(147_999);
    await pause(30);
    expect(destination.deliveries("/r").length).toBe(2);
    time.advance(1);
    await until("success", () => qstash.idle());
    expect(destination.deliveries("/r").map(({ headers }) => headers["upstash-retried"])).toEqual(["0", "1", "2"]);
    expect((await states()).reverse()).toEqual([
      "CREATED",
      "ACTIVE",
      "ERROR",
      "RETRY",
      "ACTIVE",
      "ERROR",
      "RETRY",
      "ACTIVE",
      "DELIVERED",
    ]);
  });

  it("wait as long as Retry-After asks", async () => {
    const time = createVirtualTime(Date.UTC(2025, 0, 1));
    const { client, destination, qstash } = await setUp(time);
    destination.on("/r", (count) => ({ status: count === 1 ? 503 : 200, headers: { "Retry-After": "30" } }));
    await client.publishJSON({ url: `${destination.url}/r`, body: 1, retryDelay: "1" });
    await until("first failure", async () => (await client.logs({ filter: { state: "RETRY" } })).logs.length === 1);
    const [retry] = (await client.logs({ filter: { state: "RETRY" } })).logs;
    expect(retry).toMatchObject({ error: "status 503", nextDeliveryTime: Date.UTC(2025, 0, 1, 0, 0, 30) });
    time.advance(30_000);
    await until("success", () => qstash.idle());
    expect(destination.deliveries("/r").length).toBe(2);
  });

  it("reach an app that was not up yet", async () => {
    const first = await startDestination();
    const port = Number(new URL(first.url).port);
    await first.close();
    const { client } = await setUp();
    await client.publishJSON({ url: `${first.url}/late`, body: 1, retryDelay: "100" });
    await until("refusal", async () => (await client.logs({ filter: { state: "ERROR" } })).logs.length > 0);
    expect((await client.logs({ filter: { state: "ERROR" } })).logs[0]?.error).toContain("ECONNREFUSED");
    const late = await startDestination(port);
    closeAfterTest(() => late.close());
    await until("delivery", () => late.deliveries("/late").length === 1);
    expect(late.deliveries("/late")[0]).toMatchObject({ verified: true });
  });

  it("follow an answer that does not come in time", async () => {
    const { client, destination, qstash } = await setUp();
    destination.on("/slow", async (count) => {
      await pause(count === 1 ? 2_000 : 0);
      return { status: 200 };
    });
    await client.publishJSON({ url: `${destination.url}/slow`, body: 1, timeout: 0.1, retryDelay: "1" });
    await until("success", () => qstash.idle());
    const { logs } = await client.logs({ filter: { state: "ERROR" } });
    expect({ deliveries: destination.deliveries("/slow").length, errors: logs.map(({ error }) => error) }).toEqual({
      deliveries: 2,
      errors: ["no answer within 0.1 s"],
    });
  });
});

describe("dead letter queue", () => {
  it("takes a message after its last retry and tells the failure callback", async () => {
    const { client, destination, qstash } = await setUp();
    const { url } = destination;
    destination.on("/bad", () => ({ status: 500, body: "boom", headers: { "X-Why": "test" } }));
    const options = { retries: 1, retryDelay: "1", label: "sync", failureCallback: `${url}/failed?j=1` };
    const { messageId } = await client.publishJSON({ url: `${url}/bad`, body: { job: 7 }, ...options });
    await until("callback", () => destination.deliveries("/failed?j=1").length === 1 && qstash.idle());

    const { messages, cursor } = await client.dlq.listMessages();
    expect({ cursor, count: messages.length, deliveries: destination.deliveries("/bad").length }).toEqual({
      cursor: undefined,
      count: 1,
      deliveries: 2,
    });
    expect(messages[0]).toMatchObject({
      messageId,
      url: `${url}/bad`,
      body: '{"job":7}',
      label: "sync",
      labels: ["sync"],
      maxRetries: 1,
      retryDelayExpression: "1",
      responseStatus: 500,
      responseBody: "boom",
      responseHeader: { "x-why": ["test"] },
    });
    const [callback] = destination.deliveries("/failed?j=1");
    const told = JSON.parse(callback?.body ?? "") as Record<string, unknown>;
    expect(callback).toMatchObject({ verified: true, headers: { "content-type": "application/json" } });
    expect(told).toEqual({
      status: 500,
      header: expect.objectContaining({ "x-why": ["test"] }) as object,
      body: Buffer.from("boom").toString("base64"),
      retried: 1,
      maxRetries: 1,
      dlqId: messages[0]?.dlqId,
      sourceMessageId: messageId,
      topicName: "",
      endpointName: "",
      url: `${url}/bad`,
      method: "POST",
      sourceHeader: { "content-type": ["application/json"] },
      sourceBody: Buffer.from('{"job":7}').toString("base64"),
      notBefore: messages[0]?.notBefore,
      createdAt: messages[0]?.createdAt,
      scheduleId: "",
      callerIP: "127.0.0.1",
    });
  });

  it("takes a message at once that answers 489 with Upstash-NonRetryable-Error", async () => {
    const { client, destination, qstash } = await setUp();
    destination.on("/489", () => ({ status: 489, headers: { "Upstash-NonRetryable-Error": "true" }, body: "bad job" }));
    await client.publishJSON({ url: `${destination.url}/489`, body: 1, retries: 3 });
    await until("end", () => qstash.idle());
    const { messages } = await client.dlq.listMessages({ filter: { responseStatus: 489 } });
    expect({
      deliveries: destination.deliveries("/489").length,
      dead: messages.map(({ responseBody }) => responseBody),
    }).toEqual({ deliveries: 1, dead: ["bad job"] });
  });

  it("publishes anew on retry, with a new id and all retries", async () => {
    const { client, destination, qstash } = await setUp();
    destination.on("/bad", (count) => ({ status: count <= 2 ? 500 : 200 }));
    const published = await client.publishJSON({
      url: `${destination.url}/bad`,
      body: { a: 1 },
      retries: 1,
      retryDelay: "1",
    });
    await until("end", () => qstash.idle());
    const [dead] = (await client.dlq.listMessages()).messages;
    const answer = await client.dlq.retry(dead?.dlqId ?? "");
    await until("success", () => qstash.idle());
    expect(answer.responses.length).toBe(1);
    expect(answer.responses[0]?.messageId).not.toBe(published.messageId);
    expect(destination.deliveries("/bad")[2]).toMatchObject({
      verified: true,
      body: '{"a":1}',
      headers: { "upstash-retried": "0", "upstash-message-id": answer.responses[0]?.messageId },
    });
    expect((await client.dlq.listMessages()).messages).toEqual([]);
  });

  it("is listed, retried and deleted in bulk, page by page, by filter and by id", async () => {
    const { client, destination, qstash } = await setUp();
    const fail = async (path: string, label: string): Promise<void> => {
      destination.on(path, (count) => ({ status: count === 1 ? 500 : 200 }));
      await client.publishJSON({ url: destination.url + path, body: 1, retries: 0, label });
      await until("end", () => qstash.idle());
    };
    for (const name of ["1", "2", "3", "4", "5"]) {
      await fail(`/${name}`, Number(name) > 2 ? "high" : "low");
    }
    const paths = (messages: { url: string }[]): string[] => messages.map(({ url }) => new URL(url).pathname);
    const first = await client.dlq.listMessages({ count: 3 });
    const second = await client.dlq.listMessages({ count: 3, cursor: first.cursor ?? "" });
    expect([paths(first.messages), paths(second.messages), second.cursor]).toEqual([
      ["/5", "/4", "/3"],
      ["/2", "/1"],
      undefined,
    ]);
    const retried = await client.dlq.retry({ filter: { label: "high" }, count: 2 });
    await until("end", () => qstash.idle());
    expect([retried.responses.length, typeof retried.cursor]).toEqual([2, "string"]);
    const low = await client.dlq.delete({ filter: { label: "low" } });
    const [left] = (await client.dlq.listMessages()).messages;
    expect([low.deleted, left?.url]).toEqual([2, `${destination.url}/3`]);
    const byId = await client.dlq.listMessages({ dlqIds: [left?.dlqId ?? ""] });
    expect(byId.messages).toEqual([left]);
    expect(await client.dlq.delete(left?.dlqId ?? "")).toEqual({ deleted: 1 });
    expect((await client.dlq.listMessages()).messages).toEqual([]);
    await expect(client.dlq.delete(left?.dlqId ?? "")).rejects.toMatchObject({ status: 404 });
    expect(await client.dlq.delete({ all: true })).toEqual({ deleted: 0 });
  });
});

describe("callback", () => {
  it("carries the answer of each delivery, with its own options", async () => {
    const { client, destination, qstash } = await setUp();
    const { url } = destination;
    destination.on("/source", (count) => ({ status: count === 1 ? 500 : 200, body: `answer ${count}` }));
    await client.publishJSON({
      url: `${url}/source`,
      body: 1,
      retryDelay: "1",
      callback: `${url}/callback`,
      headers: { "Upstash-Callback-Forward-X-Key": "k", "Upstash-Callback-Method": "PUT" },
    });
    await until("end", () => qstash.idle());
    const told = destination.deliveries("/callback").map(({ body, method, headers, verified }) => {
      const { status, retried, body: answer } = JSON.parse(body) as { status: number; retried: number; body: string };
      return { status, retried, answer: decoded(answer), method, key: headers["x-key"], verified };
    });
    const same = { method: "PUT", key: "k", verified: true };
    expect(told.sort((left, right) => left.retried - right.retried)).toEqual([
      { status: 500, retried: 0, answer: "answer 1", ...same },
      { status: 200, retried: 1, answer: "answer 2", ...same },
    ]);
  });
});
