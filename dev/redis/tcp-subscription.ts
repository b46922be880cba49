import type { Subscription } from "@/dev/redis/backend";
import type { Message, SubscriptionKind } from "@/dev/redis/pub-sub";
import { connectionLost, RedisConnection } from "@/dev/redis/redis-connection";
import type { RedisAddress } from "@/dev/redis/redis-url";
import type { Reply } from "@/dev/redis/reply";
import { RedisError } from "@/dev/redis/reply";

interface Request {
  readonly kind: SubscriptionKind;
  readonly names: readonly string[];
  readonly listener: (message: Message) => void;
}

/** A subscription on a connection of its own; settles when Redis has confirmed every name. */
export async function subscribeOverTcp(address: RedisAddress, request: Request): Promise<Subscription | RedisError> {
  const connection = await connectOrError(address);
  if (connection instanceof RedisError) return connection;
  const failure = await confirm(connection, request);
  if (failure === undefined) return { close: () => connection.close(), ended: connection.ended };
  connection.close();
  return failure;
}

async function connectOrError(address: RedisAddress): Promise<RedisConnection | RedisError> {
  try {
    return await RedisConnection.connect(address);
  } catch (error) {
    if (error instanceof RedisError) return error;
    throw error;
  }
}

function confirm(connection: RedisConnection, { kind, names, listener }: Request): Promise<RedisError | undefined> {
  const command = kind === "channel" ? "subscribe" : "psubscribe";
  let unconfirmed = names.length;
  return new Promise((resolve) => {
    void connection.ended.then(() => resolve(connectionLost()));
    connection.listen([command, ...names], (reply) => {
      if (reply instanceof RedisError) resolve(reply);
      const words = Array.isArray(reply) ? (reply as readonly Reply[]).map(String) : [];
      if (words[0] === command && --unconfirmed === 0) resolve(undefined);
      const message = toMessage(words);
      if (message !== undefined) listener(message);
    });
  });
}

function toMessage([type, subscription = "", ...rest]: readonly string[]): Message | undefined {
  if (type === "message") return { subscription, channel: subscription, message: rest[0] ?? "" };
  if (type === "pmessage") return { subscription, channel: rest[0] ?? "", message: rest[1] ?? "" };
  return undefined;
}
