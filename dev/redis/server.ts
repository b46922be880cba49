import { createServer } from "node:http";
import type { Server } from "node:http";
import { createEmbeddedBackend } from "@/dev/redis/embedded-backend";
import { createRestListener } from "@/dev/redis/rest";
import { acceptUpstashScriptFlags } from "@/dev/redis/script-flags";
import { createTcpBackend } from "@/dev/redis/tcp-backend";

export interface LocalRedis {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

export interface RedisOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** The bearer token that clients must send. */
  token: string;
  /** `redis://` or `rediss://`: a real Redis instead of the embedded one. */
  redisUrl?: string | undefined;
  /** Unix time in milliseconds; drives TIME and every expiry of the embedded Redis, not of a real one. */
  now?: () => number;
}

/** An Upstash-compatible REST endpoint on loopback. Rejects where the port is taken or `redisUrl` does not answer. */
export async function startRedis({ port = 0, token, redisUrl, now = Date.now }: RedisOptions): Promise<LocalRedis> {
  const backend = redisUrl === undefined ? await createEmbeddedBackend(now) : await createTcpBackend(redisUrl);
  const server = createServer(createRestListener(acceptUpstashScriptFlags(backend), token));
  try {
    const url = await listen(server, port);
    return {
      url,
      token,
      close: async () => {
        await stop(server);
        await backend.close();
      },
    };
  } catch (error) {
    await backend.close();
    throw error;
  }
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("The REST endpoint has no port"));
      else resolve(`http://127.0.0.1:${String(address.port)}`);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
