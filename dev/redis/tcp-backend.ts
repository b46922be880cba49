import type { Backend } from "@/dev/redis/backend";
import type { RedisAddress } from "@/dev/redis/redis-url";
import { parseRedisUrl } from "@/dev/redis/redis-url";
import { RedisConnection } from "@/dev/redis/redis-connection";
import type { Reply } from "@/dev/redis/reply";
import { RedisError } from "@/dev/redis/reply";
import { subscribeOverTcp } from "@/dev/redis/tcp-subscription";

/** All requests share one connection: what alters its state or keeps it waiting would hit the others. */
const UNSHAREABLE = new Set(
  `AUTH HELLO SELECT RESET QUIT CLIENT MONITOR SYNC PSYNC WAIT SHUTDOWN MULTI EXEC DISCARD WATCH UNWATCH
  SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE
  BLPOP BRPOP BLMOVE BLMPOP BRPOPLPUSH BZPOPMIN BZPOPMAX BZMPOP`.split(/\s+/),
);

function refusal(words: readonly string[]): RedisError | undefined {
  const name = (words[0] ?? "").toUpperCase();
  const blocks = name.startsWith("XREAD") && words.some((word) => word.toUpperCase() === "BLOCK");
  if (!blocks && !UNSHAREABLE.has(name)) return undefined;
  return new RedisError(`ERR '${name}' alters or blocks the shared connection and is not available over REST`);
}

/** A real Redis. Reconnects with the next command after the connection dropped. Rejects where it cannot be reached. */
export async function createTcpBackend(url: string): Promise<Backend> {
  const backend = new TcpBackend(parseRedisUrl(url));
  const greeting = await backend.execute(["PING"]);
  if (!(greeting instanceof RedisError)) return backend;
  throw greeting;
}

class TcpBackend implements Backend {
  private connection: Promise<RedisConnection> | undefined;

  constructor(private readonly address: RedisAddress) {}

  async execute(words: readonly string[]): Promise<Reply> {
    const refused = refusal(words);
    if (refused !== undefined) return refused;
    const connection = await this.connect();
    return connection instanceof RedisError ? connection : connection.send(words);
  }

  async transaction(commands: readonly (readonly string[])[]): Promise<readonly Reply[] | RedisError> {
    if (commands.some((words) => refusal(words) !== undefined)) {
      return new RedisError("EXECABORT Transaction discarded because of previous errors.");
    }
    const connection = await this.connect();
    if (connection instanceof RedisError) return connection;
    const sent = [["MULTI"], ...commands, ["EXEC"]].map((words) => connection.send(words));
    const replies = await Promise.all(sent);
    const results = replies.at(-1);
    if (Array.isArray(results)) return results as readonly Reply[];
    return results instanceof RedisError ? results : new RedisError("EXECABORT Transaction discarded.");
  }

  subscribe: Backend["subscribe"] = (kind, names, listener) =>
    subscribeOverTcp(this.address, { kind, names, listener });

  async close(): Promise<void> {
    const connection = await this.connection?.catch(() => undefined);
    connection?.close();
  }

  /** The living connection, or a new one. Callers that wait for the same one go on in the order of their calls. */
  private async connect(): Promise<RedisConnection | RedisError> {
    this.connection ??= this.open();
    try {
      return await this.connection;
    } catch (error) {
      if (error instanceof RedisError) return error;
      throw error;
    }
  }

  private open(): Promise<RedisConnection> {
    const opening = RedisConnection.connect(this.address);
    const forget = () => {
      if (this.connection === opening) this.connection = undefined;
    };
    opening.then((connection) => connection.ended.then(forget), forget);
    return opening;
  }
}
