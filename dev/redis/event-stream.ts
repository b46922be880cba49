import type { ServerResponse } from "node:http";
import type { Backend } from "@/dev/redis/backend";
import type { Message, SubscriptionKind } from "@/dev/redis/pub-sub";
import { RedisError } from "@/dev/redis/reply";

/** fetch gives up on a body that is silent for five minutes. */
const KEEP_ALIVE_MS = 25_000;

/** Serves one subscription until either side ends it; an error is returned before anything has been written. */
export async function serveSubscription(
  backend: Backend,
  { kind, names, response }: { kind: SubscriptionKind; names: readonly string[]; response: ServerResponse },
): Promise<RedisError | undefined> {
  // Messages may arrive before the subscription is confirmed; the response's head goes out first.
  const early: string[] = [];
  let write = (line: string) => void early.push(line);
  const subscription = await backend.subscribe(kind, names, (message) => write(formatMessage(kind, message)));
  if (subscription instanceof RedisError) return subscription;
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  write = (line) => void response.write(line);
  const command = kind === "channel" ? "subscribe" : "psubscribe";
  names.forEach((name, index) => write(`data: ${command},${name},${String(index + 1)}\n\n`));
  early.forEach((line) => write(line));
  const keepAlive = setInterval(() => write(": keep-alive\n\n"), KEEP_ALIVE_MS);
  response.once("close", () => {
    clearInterval(keepAlive);
    subscription.close();
  });
  void subscription.ended.then(() => response.end());
  return undefined;
}

/** `message,<channel>,<text>` or `pmessage,<pattern>,<channel>,<text>`; the client splits at the first commas. */
function formatMessage(kind: SubscriptionKind, { subscription, channel, message }: Message): string {
  const head = kind === "channel" ? `message,${channel}` : `pmessage,${subscription},${channel}`;
  return `data: ${head},${message}\n\n`;
}
