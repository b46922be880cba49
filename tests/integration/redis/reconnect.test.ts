import net from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { RedisError, Status } from "@/dev/redis/reply";
import { startRedis } from "@/dev/redis/server";
import { createTcpBackend } from "@/dev/redis/tcp-backend";

/** Answers PING and nothing else; QUIET never answers, DROP cuts the line. Remembers what it was sent. */
class FakeRedis {
  readonly received: string[] = [];
  private readonly sockets = new Set<net.Socket>();
  private readonly server = net.createServer((socket) => {
    this.sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data: Buffer) => this.answer(socket, data.toString()));
  });

  async start(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
    const address = this.server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private answer(socket: net.Socket, request: string): void {
    const words = Array.from(request.matchAll(/\$\d+\r\n([^\r]*)\r\n/g), ([, word]) => word ?? "");
    this.received.push(...words);
    if (words.includes("DROP")) socket.destroy();
    else if (words.includes("AUTH") && words.includes("wrong")) socket.write("-WRONGPASS invalid\r\n+OK\r\n");
    else if (words.includes("SELECT")) socket.write("+OK\r\n+OK\r\n");
    else if (words.includes("PING")) socket.write("+PONG\r\n");
    else if (words.includes("SUBSCRIBE") || words.includes("subscribe")) {
      socket.write("*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n");
    }
  }
}

describe("the TCP backend", () => {
  let fake = new FakeRedis();
  afterEach(async () => {
    await fake.stop();
    fake = new FakeRedis();
  });

  it("answers what waits with an error when the line drops, and connects anew", async () => {
    const port = await fake.start();
    const backend = await createTcpBackend(`redis://127.0.0.1:${String(port)}`);
    const lost = new RedisError("ERR the connection to Redis was lost");
    expect(await Promise.all([backend.execute(["QUIET"]), backend.execute(["DROP"])])).toEqual([lost, lost]);
    expect(await backend.execute(["PING"])).toEqual(new Status("PONG"));
    await backend.close();
  });

  it("says so while Redis is away, and goes on when it is back", async () => {
    const port = await fake.start();
    const backend = await createTcpBackend(`redis://127.0.0.1:${String(port)}`);
    await fake.stop();
    const away = await backend.execute(["PING"]).then((reply) => (reply instanceof RedisError ? reply.message : reply));
    expect(away).toMatch(
      /^ERR (the connection to Redis was lost|cannot reach Redis at 127\.0\.0\.1:\d+ \(ECONNREFUSED\))$/,
    );
    fake = new FakeRedis();
    await fake.start(port);
    await expect.poll(() => backend.execute(["PING"])).toEqual(new Status("PONG"));
    await backend.close();
  });

  it("authenticates and selects the database before all else", async () => {
    const port = await fake.start();
    const backend = await createTcpBackend(`redis://me:p%40ss@127.0.0.1:${String(port)}/3`);
    expect(fake.received).toEqual(["AUTH", "me", "p@ss", "SELECT", "3", "PING"]);
    await backend.close();
  });

  it("does not start with a wrong password or without a Redis", async () => {
    const port = await fake.start();
    await expect(startRedis({ token: "t", redisUrl: `redis://:wrong@127.0.0.1:${String(port)}` })).rejects.toThrow(
      "WRONGPASS",
    );
    await fake.stop();
    await expect(startRedis({ token: "t", redisUrl: `redis://127.0.0.1:${String(port)}` })).rejects.toThrow(
      "ECONNREFUSED",
    );
    fake = new FakeRedis();
  });

  it("ends a subscription's stream when Redis goes away", async () => {
    const port = await fake.start();
    const server = await startRedis({ token: "t", redisUrl: `redis://127.0.0.1:${String(port)}` });
    const response = await fetch(`${server.url}/subscribe/c?_token=t`);
    const reader = response.body?.getReader();
    let text = "";
    while (!text.includes("hi")) text += new TextDecoder().decode((await reader?.read())?.value);
    expect(text).toBe("data: subscribe,c,1\n\ndata: message,c,hi\n\n");
    const ended = reader?.read();
    await fake.stop();
    expect((await ended)?.done).toBe(true);
    await server.close();
    fake = new FakeRedis();
  });

  it.each(["SELECT", "multi", "SUBSCRIBE", "BLPOP", "CLIENT"])(
    "refuses %s, which would hit the other requests",
    async (name) => {
      const port = await fake.start();
      const backend = await createTcpBackend(`redis://127.0.0.1:${String(port)}`);
      expect(await backend.execute([name, "1"])).toEqual(
        new RedisError(
          `ERR '${name.toUpperCase()}' alters or blocks the shared connection and is not available over REST`,
        ),
      );
      expect(fake.received).toEqual(["PING"]);
      await backend.close();
    },
  );
});
