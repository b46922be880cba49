import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalRedis } from "@/dev/redis/server";
import { startRedis } from "@/dev/redis/server";

describe("the REST API", () => {
  let server: LocalRedis;
  let clockMs = 1_700_000_000_000;

  beforeAll(async () => {
    server = await startRedis({ token: "secret", now: () => clockMs });
  });

  afterAll(() => server.close());

  const request = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: "Bearer secret", ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(`${server.url}${path}`, { ...init, headers });
    return [response.status, await response.text()];
  };
  const post = (path: string, body: unknown, headers = {}) =>
    request(path, { method: "POST", body: JSON.stringify(body), headers });

  it("takes commands from the body, from the path, and from both", async () => {
    expect(await post("/", ["SET", "a", 1])).toEqual([200, '{"result":"OK"}']);
    expect(await request("/get/a")).toEqual([200, '{"result":"1"}']);
    expect(await request("/set/a%2Fb/%C3%BC?EX=10")).toEqual([200, '{"result":"OK"}']);
    expect(await request("/set/body?EX=10&NX", { method: "POST", body: "ü, raw" })).toEqual([200, '{"result":"OK"}']);
    expect(await request("/mget/a%2Fb/body/none")).toEqual([200, '{"result":["ü","ü, raw",null]}']);
    expect(await request("/ttl/body")).toEqual([200, '{"result":10}']);
  });

  it("encodes in base64 all strings but a bare OK", async () => {
    const headers = { "Upstash-Encoding": "base64" };
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    expect(await post("/", ["SET", "ok", "OK"], headers)).toEqual([200, '{"result":"OK"}']);
    expect(await post("/", ["GET", "ok"], headers)).toEqual([200, `{"result":"${base64("OK")}"}`]);
    expect(
      await post(
        "/pipeline",
        [
          ["MGET", "ok", "none"],
          ["TYPE", "ok"],
        ],
        headers,
      ),
    ).toEqual([200, `[{"result":["${base64("OK")}",null]},{"result":"${base64("string")}"}]`]);
  });

  it("keeps every digit of an integer", async () => {
    expect(await post("/", ["INCRBY", "big", "9223372036854775806"])).toEqual([200, '{"result":9223372036854775806}']);
  });

  it("answers errors singly in a pipeline, and with 400 alone", async () => {
    expect(await post("/pipeline", [["INCR", "n"], ["NOSUCH"], ["INCR", "n"]])).toEqual([
      200,
      `[{"result":1},{"error":"ERR unknown command 'NOSUCH', with args beginning with: "},{"result":2}]`,
    ]);
    expect(await post("/", ["GET"])).toEqual([400, `{"error":"ERR wrong number of arguments for 'get' command"}`]);
    for (const body of [{}, [], "GET a"]) {
      expect(await post("/", body)).toEqual([400, '{"error":"ERR failed to parse command"}']);
    }
    expect(await request("/", { method: "POST", body: "[" })).toEqual([400, '{"error":"ERR failed to parse command"}']);
    expect(await post("/pipeline", [[]])).toEqual([400, '{"error":"ERR failed to parse pipeline request"}']);
    expect(await request("/%E0%A4%A")).toEqual([400, '{"error":"ERR failed to parse path"}']);
    const binary = await request("/set/a", { method: "POST", body: Buffer.from([0xff]) });
    expect(binary).toEqual([400, '{"error":"ERR failed to parse body: it is not UTF-8"}']);
  });

  it("lets in nobody without the token", async () => {
    const status = async (path: string, headers = {}) => (await fetch(`${server.url}${path}`, { headers })).status;
    expect([
      await status("/get/a"),
      await status("/get/a", { authorization: "Bearer other" }),
      await status("/subscribe/a"),
      await status("/get/a?_token=secret"),
    ]).toEqual([401, 401, 401, 200]);
  });

  it("hands out a sync token with every answer", async () => {
    const tokenOf = async () => (await fetch(`${server.url}/ping?_token=secret`)).headers.get("upstash-sync-token");
    const tokens = [await tokenOf(), await tokenOf()];
    expect(tokens).toEqual([expect.stringMatching(/^local:\d+$/), expect.stringMatching(/^local:\d+$/)]);
    expect(new Set(tokens).size).toBe(2);
  });

  it("follows the clock that it was given", async () => {
    await post("/", ["SET", "short", "1", "PX", "100"]);
    clockMs += 101;
    expect(await request("/get/short")).toEqual([200, '{"result":null}']);
    expect(await request("/time")).toEqual([200, '{"result":["1700000000","101000"]}']);
  });

  it("writes subscriptions as the client reads them", async () => {
    const response = await fetch(`${server.url}/psubscribe/job:*/x?_token=secret`);
    const reader = response.body?.getReader();
    const next = async () => new TextDecoder().decode((await reader?.read())?.value);
    let text = "";
    while (!text.includes("psubscribe,x,2")) text += await next();
    expect([response.headers.get("content-type"), text]).toEqual([
      "text/event-stream",
      "data: psubscribe,job:*,1\n\ndata: psubscribe,x,2\n\n",
    ]);
    await post("/", ["PUBLISH", "job:1", "a,b"]);
    expect(await next()).toBe("data: pmessage,job:*,job:1,a,b\n\n");
    await reader?.cancel();
    expect(await request("/subscribe")).toEqual([400, '{"error":"ERR failed to parse subscription: name a channel"}']);
  });

  it("refuses a port that is taken", async () => {
    await expect(startRedis({ token: "x", port: Number(new URL(server.url).port) })).rejects.toThrow("EADDRINUSE");
  });
});
