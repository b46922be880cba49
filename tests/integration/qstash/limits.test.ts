import { describe, expect, it } from "vitest";
import { pause, until, type Destination } from "@/tests/integration/qstash/destination";
import { setUp } from "@/tests/integration/qstash/setup";
import { createVirtualTime } from "@/tests/integration/qstash/virtual-time";

/** Answers after 30 ms and keeps the greatest number of deliveries under way at once. */
function measureParallelism(destination: Destination, path: string): () => number {
  let active = 0;
  let peak = 0;
  destination.on(path, async () => {
    active += 1;
    peak = Math.max(peak, active);
    await pause(30);
    active -= 1;
    return { status: 200 };
  });
  return () => peak;
}

describe("flow control", () => {
  it("keeps to the parallelism of a key, over all destinations", async () => {
    const { client, destination, qstash } = await setUp();
    const peak = measureParallelism(destination, "/p");
    const flowControl = { key: "k", parallelism: 2 };
    await Promise.all(
      Array.from({ length: 8 }, (_, body) => client.publishJSON({ url: `${destination.url}/p`, body, flowControl })),
    );
    const during = await client.flowControl.get("k");
    await until("end", () => qstash.idle());
    expect(peak()).toBe(2);
    expect(destination.deliveries("/p").length).toBe(8);
    expect(during).toMatchObject({ flowControlKey: "k", parallelismMax: 2, isPaused: false, isPinnedRate: false });
    expect(during.parallelismCount + during.waitListSize).toBeGreaterThan(2);
    expect(await client.flowControl.get("k")).toMatchObject({ parallelismCount: 0, waitListSize: 0 });
  });

  it("keeps to a rate per period", async () => {
    const time = createVirtualTime(Date.UTC(2025, 0, 1));
    const { client, destination, qstash } = await setUp(time);
    const flowControl = { key: "r", rate: 2, period: "1m" } as const;
    for (const body of [1, 2, 3, 4, 5]) {
      await client.publishJSON({ url: `${destination.url}/r`, body, flowControl });
    }
    const settled = async (count: number): Promise<boolean> =>
      (await client.logs({ filter: { state: "DELIVERED" } })).logs.length === count;
    await until("first two", () => settled(2));
    expect(await client.flowControl.get("r")).toMatchObject({
      rateMax: 2,
      rateCount: 2,
      ratePeriod: 60,
      waitListSize: 3,
    });
    time.advance(59_999);
    await pause(30);
    expect(destination.deliveries("/r").length).toBe(2);
    time.advance(1);
    await until("next two", () => settled(4));
    await client.flowControl.resetRate("r");
    await until("the last", () => qstash.idle());
    // Two that may go at once arrive in either order.
    expect(
      destination
        .deliveries("/r")
        .map(({ body }) => body)
        .sort(),
    ).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("can be paused, and pinned against what messages ask for", async () => {
    const { client, destination, qstash } = await setUp();
    const peak = measureParallelism(destination, "/p");
    await client.flowControl.pause("k");
    await client.flowControl.pin("k", { parallelism: 1 });
    for (const body of [1, 2, 3]) {
      await client.publishJSON({ url: `${destination.url}/p`, body, flowControl: { key: "k", parallelism: 9 } });
    }
    expect(await client.flowControl.get("k")).toMatchObject({
      waitListSize: 3,
      parallelismMax: 1,
      isPaused: true,
      isPinnedParallelism: true,
    });
    await client.flowControl.resume("k");
    await until("end", () => qstash.idle());
    expect(peak()).toBe(1);
    await client.flowControl.unpin("k", { parallelism: true });
    expect(await client.flowControl.get("k")).toMatchObject({ parallelismMax: 9, isPinnedParallelism: false });
    await expect(client.flowControl.get("unknown")).rejects.toMatchObject({ status: 404 });
  });
});

describe("global parallelism", () => {
  it("is never passed", async () => {
    const { client, destination, qstash } = await setUp({ concurrency: 3 });
    const peak = measureParallelism(destination, "/p");
    await Promise.all(
      Array.from({ length: 9 }, (_, body) => client.publishJSON({ url: `${destination.url}/p`, body })),
    );
    await until("end", () => qstash.idle());
    expect(peak()).toBe(3);
    expect(await client.flowControl.getGlobalParallelism()).toEqual({ parallelismMax: 3, parallelismCount: 0 });
  });
});

describe("queue", () => {
  it("delivers in order; a failing head holds back the rest until it is settled", async () => {
    const { client, destination, qstash } = await setUp();
    const queue = client.queue({ queueName: "line" });
    destination.on("/q", (count) => ({ status: count === 1 ? 500 : 200 }));
    for (const body of [1, 2, 3]) {
      await queue.enqueueJSON({ url: `${destination.url}/q`, body, retryDelay: "30" });
    }
    await until("end", () => qstash.idle());
    expect(destination.deliveries("/q").map(({ body, verified }) => ({ body, verified }))).toEqual(
      ["1", "1", "2", "3"].map((body) => ({ body, verified: true })),
    );
  });

  it("can be created, paused, resumed, listed and deleted", async () => {
    const { client, destination, qstash } = await setUp();
    const queue = client.queue({ queueName: "line" });
    await queue.upsert({ parallelism: 2 });
    await queue.pause();
    await queue.enqueueJSON({ url: `${destination.url}/q`, body: 1 });
    const paused = await queue.get();
    expect(paused).toEqual({
      name: "line",
      parallelism: 2,
      paused: true,
      lag: 1,
      createdAt: expect.any(Number) as number,
      updatedAt: expect.any(Number) as number,
    });
    await queue.resume();
    await until("end", () => qstash.idle());
    expect((await client.queue().list()).map(({ name, lag, paused: isPaused }) => ({ name, lag, isPaused }))).toEqual([
      { name: "line", lag: 0, isPaused: false },
    ]);
    await queue.delete();
    await expect(queue.get()).rejects.toMatchObject({ status: 404 });
  });
});
