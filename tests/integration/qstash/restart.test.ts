import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startQstash } from "@/dev/qstash/server";
import { KEYS, pause, TOKEN, until } from "@/tests/integration/qstash/destination";
import { clientOf, closeAfterTest, setUp } from "@/tests/integration/qstash/setup";

const SCRIPT = fileURLToPath(new URL("./run-qstash.ts", import.meta.url));

let folder: string;
let dataFile: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "qstash-restart-"));
  dataFile = path.join(folder, "qstash.journal");
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

/** A QStash in a process of its own, so that it can be killed. */
async function startProcess(): Promise<{ url: string; kill: () => Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", SCRIPT, dataFile], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  };
  closeAfterTest(kill);
  return { url: chunk.toString().trim(), kill };
}

async function restart() {
  const qstash = await startQstash({ token: TOKEN, ...KEYS, dataFile });
  closeAfterTest(() => qstash.close());
  return { qstash, client: clientOf(qstash) };
}

describe("kill -9", () => {
  it("loses nothing: waiting, retrying and dead messages, one under way, schedules, queues, pauses, ids", async () => {
    const { destination } = await setUp();
    const { url } = destination;
    const killed = await startProcess();
    const before = clientOf({ url: killed.url, token: TOKEN });
    destination.on("/retrying", (count) => ({ status: count === 1 ? 500 : 200 }));
    destination.on("/dead", () => ({ status: 500, body: "boom" }));
    destination.on("/active", async (count) => {
      await pause(count === 1 ? 60_000 : 0);
      return { status: 200 };
    });
    await before.publishJSON({ url: `${url}/delayed`, body: { a: "ü" }, delay: 3, headers: { "X-A": "1" } });
    await before.publishJSON({ url: `${url}/retrying`, body: 1, retryDelay: "3000" });
    await before.publishJSON({ url: `${url}/dead`, body: 1, retries: 0 });
    const active = await before.publishJSON({ url: `${url}/active`, body: 1, deduplicationId: "once" });
    await before.publishJSON({ url: `${url}/delivered`, body: 1 });
    await before.schedules.create({ destination: url, cron: "0 0 1 1 *", scheduleId: "yearly" });
    await before.queue({ queueName: "line" }).upsert({ parallelism: 3, paused: true });
    await before.queue({ queueName: "line" }).enqueueJSON({ url: `${url}/queued`, body: 1 });
    await before.flowControl.pause("k");
    await until("all under way", async () => {
      const { logs } = await before.logs();
      const states = logs.map(({ state }) => state);
      const ready = states.includes("RETRY") && states.includes("FAILED") && states.includes("DELIVERED");
      return ready && destination.deliveries("/active").length === 1;
    });
    await killed.kill();

    const { qstash, client } = await restart();
    await until("the one under way again", () => destination.deliveries("/active").length === 2);
    expect(destination.deliveries("/active")[1]).toMatchObject({
      verified: true,
      headers: { "upstash-message-id": active.messageId, "upstash-retried": "0" },
    });
    const again = await client.publishJSON({ url: `${url}/active`, body: 1, deduplicationId: "once" });
    expect(again).toEqual({ messageId: active.messageId, url: `${url}/active`, deduplicated: true });
    expect((await client.dlq.listMessages()).messages).toMatchObject([{ url: `${url}/dead`, responseBody: "boom" }]);
    expect(await client.schedules.list()).toMatchObject([{ scheduleId: "yearly", cron: "0 0 1 1 *", isPaused: false }]);
    expect(await client.queue({ queueName: "line" }).get()).toMatchObject({ parallelism: 3, paused: true, lag: 1 });
    expect(await client.flowControl.get("k")).toMatchObject({ isPaused: true });
    await client.queue({ queueName: "line" }).resume();
    await until("all delivered", () => qstash.idle());
    expect(destination.deliveries("/delayed")).toMatchObject([
      { verified: true, body: '{"a":"ü"}', headers: { "x-a": "1" } },
    ]);
    expect(destination.deliveries("/retrying").map(({ headers }) => headers["upstash-retried"])).toEqual(["0", "1"]);
    expect(["/delivered", "/queued", "/active"].map((each) => destination.deliveries(each).length)).toEqual([1, 1, 2]);
  });

  it("keeps every message whose publish was answered", async () => {
    const { destination } = await setUp();
    const killed = await startProcess();
    const client = clientOf({ url: killed.url, token: TOKEN });
    const answered: string[] = [];
    const publishing = (async () => {
      for (let body = 0; ; body += 1) {
        answered.push((await client.publishJSON({ url: `${destination.url}/d`, body, delay: "1h" })).messageId);
      }
    })().catch(() => undefined);
    await until("some", () => answered.length >= 40);
    await killed.kill();
    await publishing;
    const { client: after } = await restart();
    const found = await Promise.all(answered.map(async (id) => (await after.messages.get(id)).messageId));
    expect(found).toEqual(answered);
  });
});

describe("a second start", () => {
  it("on the same port fails and leaves the data file to the first", async () => {
    const { qstash, client } = await restart();
    const port = Number(new URL(qstash.url).port);
    await expect(startQstash({ token: TOKEN, ...KEYS, dataFile, port })).rejects.toThrow("EADDRINUSE");
    const { messageId } = await client.publishJSON({ url: "http://127.0.0.1:1/x", body: 1, delay: "1h" });
    await qstash.close();
    const { client: after } = await restart();
    expect(await after.messages.get(messageId)).toMatchObject({ messageId });
  });

  it("on a damaged data file fails and frees its port", async () => {
    fs.writeFileSync(dataFile, "not a journal\n");
    const { qstash } = await setUp();
    const port = Number(new URL(qstash.url).port);
    await qstash.close();
    await expect(startQstash({ token: TOKEN, ...KEYS, dataFile, port })).rejects.toThrow("is not a journal");
    const next = await startQstash({ token: TOKEN, ...KEYS, port });
    closeAfterTest(() => next.close());
    expect(next.url).toBe(`http://127.0.0.1:${port}`);
  });
});

describe("close", () => {
  it("cuts off what is under way without counting it as a failure", async () => {
    const { destination } = await setUp();
    destination.on("/active", async (count) => {
      await pause(count === 1 ? 60_000 : 0);
      return { status: 200 };
    });
    const first = await restart();
    await first.client.publishJSON({ url: `${destination.url}/active`, body: 1 });
    await until("delivery", () => destination.deliveries("/active").length === 1);
    await first.qstash.close();
    const second = await restart();
    await until("end", () => second.qstash.idle());
    expect(destination.deliveries("/active").map(({ headers }) => headers["upstash-retried"])).toEqual(["0", "0"]);
  });

  it("keeps rotated signing keys as long as the configured pair is the same", async () => {
    const first = await startQstash({ token: TOKEN, ...KEYS, dataFile });
    await fetch(`${first.url}/v2/keys/rotate`, { method: "POST", headers: { authorization: `Bearer ${TOKEN}` } });
    const rotated = first.nextSigningKey;
    await first.close();
    const { qstash } = await restart();
    expect([qstash.currentSigningKey, qstash.nextSigningKey]).toEqual([KEYS.nextSigningKey, rotated]);
    await qstash.close();
    const fresh = { currentSigningKey: KEYS.nextSigningKey, nextSigningKey: rotated };
    const third = await startQstash({ token: TOKEN, ...fresh, dataFile });
    closeAfterTest(() => third.close());
    expect([third.currentSigningKey, third.nextSigningKey]).toEqual([fresh.currentSigningKey, fresh.nextSigningKey]);
  });
});
