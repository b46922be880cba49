import { describe, expect, it } from "vitest";
import { pause, until } from "@/tests/integration/qstash/destination";
import { setUp } from "@/tests/integration/qstash/setup";
import { createVirtualTime } from "@/tests/integration/qstash/virtual-time";

const START = Date.UTC(2025, 0, 1, 0, 1, 0);
const MINUTE_MS = 60_000;

describe("schedules", () => {
  it("publish at the times of their cron expression, signed and with all their options", async () => {
    const time = createVirtualTime(START);
    const { client, destination, qstash } = await setUp(time);
    const { scheduleId } = await client.schedules.create({
      destination: `${destination.url}/cron?y=1`,
      cron: "*/5 * * * *",
      scheduleId: "watchdog",
      body: '{"c":1}',
      headers: { "X-A": "1" },
      retries: 1,
      label: "cron",
    });
    expect(scheduleId).toBe("watchdog");
    const expected = {
      scheduleId: "watchdog",
      cron: "*/5 * * * *",
      createdAt: START,
      destination: `${destination.url}/cron?y=1`,
      method: "POST",
      header: { "content-type": ["application/json"], "x-a": ["1"] },
      body: '{"c":1}',
      retries: 1,
      callerIP: "127.0.0.1",
      isPaused: false,
      label: "cron",
      labels: ["cron"],
      nextScheduleTime: START + 4 * MINUTE_MS,
    };
    expect(await client.schedules.get("watchdog")).toEqual(expected);

    time.advance(4 * MINUTE_MS - 1);
    await pause(20);
    expect(destination.deliveries("/cron?y=1")).toEqual([]);
    time.advance(1);
    await until("first run", () => qstash.idle());
    expect(destination.deliveries("/cron?y=1")).toMatchObject([
      {
        verified: true,
        body: '{"c":1}',
        headers: { "upstash-schedule-id": "watchdog", "upstash-label": "cron", "x-a": "1" },
      },
    ]);
    time.advance(10 * MINUTE_MS);
    await until("two more", () => qstash.idle());
    expect(destination.deliveries("/cron?y=1").length).toBe(3);
    expect(await client.schedules.list()).toEqual([
      { ...expected, lastScheduleTime: START + 14 * MINUTE_MS, nextScheduleTime: START + 19 * MINUTE_MS },
    ]);
  });

  it("rest while paused, and go on without making up for it", async () => {
    const time = createVirtualTime(START);
    const { client, destination, qstash } = await setUp(time);
    const cron = "CRON_TZ=Europe/Berlin 0 * * * *";
    const { scheduleId } = await client.schedules.create({ destination: `${destination.url}/c`, cron });
    await client.schedules.pause({ schedule: scheduleId });
    time.advance(300 * MINUTE_MS);
    await pause(20);
    expect(destination.deliveries("/c")).toEqual([]);
    expect(await client.schedules.get(scheduleId)).toMatchObject({ isPaused: true });
    await client.schedules.resume({ schedule: scheduleId });
    time.advance(59 * MINUTE_MS);
    await until("one run", () => destination.deliveries("/c").length === 1 && qstash.idle());
    await pause(20);
    expect(destination.deliveries("/c").length).toBe(1);
  });

  it("are replaced under their id, and gone when deleted", async () => {
    const time = createVirtualTime(START);
    const { client, destination } = await setUp(time);
    const create = (path: string, cron: string) =>
      client.schedules.create({ destination: destination.url + path, cron, scheduleId: "one" });
    await create("/old", "* * * * *");
    await create("/new", "*/10 * * * *");
    time.advance(9 * MINUTE_MS);
    await until("run of the new", () => destination.deliveries("/new").length === 1);
    await client.schedules.delete("one");
    time.advance(60 * MINUTE_MS);
    await pause(20);
    expect([destination.deliveries("/old").length, destination.deliveries("/new").length]).toEqual([0, 1]);
    expect(await client.schedules.list()).toEqual([]);
    await expect(client.schedules.get("one")).rejects.toMatchObject({ status: 404 });
  });

  it("go through their queue", async () => {
    const time = createVirtualTime(START);
    const { client, destination, qstash } = await setUp(time);
    await client.schedules.create({ destination: `${destination.url}/q`, cron: "* * * * *", queueName: "line" });
    time.advance(MINUTE_MS);
    await until("run", () => qstash.idle());
    expect(destination.deliveries("/q")[0]).toMatchObject({ headers: { "upstash-queue-name": "line" } });
  });

  it("need a cron expression that is one", async () => {
    const { client, destination } = await setUp();
    const create = client.schedules.create({ destination: destination.url, cron: "every minute" });
    await expect(create).rejects.toMatchObject({ status: 400 });
    expect(await client.schedules.list()).toEqual([]);
  });
});
