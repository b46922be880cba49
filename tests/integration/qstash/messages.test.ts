import { Receiver } from "@upstash/qstash";
import { describe, expect, it } from "vitest";
import { KEYS, pause, TOKEN, until } from "@/tests/integration/qstash/destination";
import { setUp } from "@/tests/integration/qstash/setup";
import { createVirtualTime } from "@/tests/integration/qstash/virtual-time";

describe("messages", () => {
  it("can be read while they wait", async () => {
    const { client, destination } = await setUp({ now: () => 1_700_000_000_000 });
    const { messageId } = await client.publishJSON({
      url: `${destination.url}/w`,
      body: { a: 1 },
      delay: 60,
      label: "job",
      flowControl: { key: "k", rate: 3, period: 60 },
      headers: { "X-A": "1" },
    });
    expect(await client.messages.get(messageId)).toEqual({
      messageId,
      url: `${destination.url}/w`,
      method: "POST",
      header: { "content-type": ["application/json"], "x-a": ["1"] },
      body: '{"a":1}',
      maxRetries: 3,
      notBefore: 1_700_000_060_000,
      createdAt: 1_700_000_000_000,
      callerIP: "127.0.0.1",
      flowControlKey: "k",
      rate: 3,
      ratePerSecond: 3,
      period: 60,
      label: "job",
      labels: ["job"],
      urlGroup: undefined,
    });
  });

  it("can be cancelled while they wait", async () => {
    const time = createVirtualTime(Date.UTC(2025, 0, 1));
    const { client, destination, qstash } = await setUp(time);
    const { messageId } = await client.publishJSON({ url: `${destination.url}/w`, body: 1, delay: 60 });
    expect(await client.messages.cancel(messageId)).toEqual({ cancelled: 1 });
    await expect(client.messages.get(messageId)).rejects.toMatchObject({ status: 404 });
    await expect(client.messages.cancel(messageId)).rejects.toMatchObject({ status: 404 });
    time.advance(120_000);
    await pause(30);
    expect({ deliveries: destination.deliveries("/w"), idle: qstash.idle() }).toEqual({ deliveries: [], idle: true });
  });

  it("are not repeated when cancelled during a delivery that fails", async () => {
    const { client, destination, qstash } = await setUp();
    destination.on("/slow", async () => {
      await pause(50);
      return { status: 500 };
    });
    const { messageId } = await client.publishJSON({ url: `${destination.url}/slow`, body: 1, retryDelay: "1" });
    await until("delivery", () => destination.deliveries("/slow").length === 1);
    await client.messages.cancel(messageId);
    expect(qstash.idle()).toBe(false);
    await until("end", () => qstash.idle());
    await pause(30);
    expect(destination.deliveries("/slow").length).toBe(1);
    expect((await client.dlq.listMessages()).messages).toEqual([]);
  });

  it("can be cancelled in bulk, by id, filter and all", async () => {
    const { client, destination } = await setUp();
    const wait = async (path: string, label: string): Promise<string> =>
      (await client.publishJSON({ url: destination.url + path, body: 1, delay: 60, label })).messageId;
    const ids = [
      await wait("/a", "x"),
      await wait("/b", "x"),
      await wait("/c", "y"),
      await wait("/d", "z"),
      await wait("/e", "z"),
    ];
    expect([
      await client.messages.cancel([ids[0] ?? "", "msg_unknown"]),
      await client.messages.cancel({ filter: { label: ["x", "y"], path: ["/b", "/d"] } }),
      await client.messages.cancel({ filter: { url: `${destination.url}/c` } }),
      await client.messages.cancel({ all: true }),
      await client.messages.cancel({ all: true }),
    ]).toEqual([{ cancelled: 1 }, { cancelled: 1 }, { cancelled: 1 }, { cancelled: 2 }, { cancelled: 0 }]);
  });
});

describe("logs", () => {
  it("tell the life of a message, newest first, by filter and page by page", async () => {
    const { client, destination, qstash } = await setUp();
    const { messageId } = await client.publishJSON({ url: `${destination.url}/a`, body: 1, label: "one" });
    await client.publishJSON({ url: `${destination.url}/b`, body: 1, label: "two" });
    await until("end", () => qstash.idle());
    const states = ({ logs }: { logs: { state: string }[] }): string[] => logs.map(({ state }) => state);
    expect(states(await client.logs({ messageIds: [messageId] }))).toEqual(["DELIVERED", "ACTIVE", "CREATED"]);
    expect(states(await client.logs({ filter: { label: "two", state: "CREATED" } }))).toEqual(["CREATED"]);
    expect(states(await client.logs({ filter: { host: "elsewhere" } }))).toEqual([]);
    expect(states(await client.logs({ filter: { fromDate: new Date(Date.now() + 60_000) } }))).toEqual([]);
    const first = await client.logs({ count: 4 });
    const second = await client.logs({ count: 4, cursor: first.cursor ?? "" });
    expect([first.logs.length, second.logs.length, second.cursor]).toEqual([4, 2, undefined]);
    expect(first.logs.concat(second.logs)).toEqual((await client.logs()).logs);
  });
});

describe("signing keys", () => {
  it("rotate: the next key signs, receivers that know both go on, and a second rotation leaves them behind", async () => {
    const { client, destination, qstash } = await setUp();
    const call = async (method: string, path: string): Promise<unknown> => {
      const headers = { authorization: `Bearer ${TOKEN}` };
      return (await fetch(qstash.url + path, { method, headers })).json();
    };
    expect(await call("GET", "/v2/keys")).toEqual({ current: KEYS.currentSigningKey, next: KEYS.nextSigningKey });
    const rotated = await call("POST", "/v2/keys/rotate");
    expect(rotated).toEqual({ current: KEYS.nextSigningKey, next: expect.stringMatching(/^sig_/) as string });
    expect({ current: qstash.currentSigningKey, next: qstash.nextSigningKey }).toEqual(rotated);

    const verified = async (path: string): Promise<true | string | undefined> => {
      await client.publishJSON({ url: destination.url + path, body: 1 });
      await until("delivery", () => qstash.idle());
      return destination.deliveries(path)[0]?.verified;
    };
    expect(await verified("/once")).toBe(true);
    await call("POST", "/v2/keys/rotate");
    expect(await verified("/twice")).toContain("signature verification failed");
    const [delivery] = destination.deliveries("/twice");
    const receiver = new Receiver({ ...qstash, devMode: false });
    const signature = String(delivery?.headers["upstash-signature"]);
    expect(await receiver.verify({ signature, body: "1", url: `${destination.url}/twice` })).toBe(true);
  });
});
