import type { Reply } from "@/dev/redis/reply";
import { RedisError, Status } from "@/dev/redis/reply";

export type Encoding = "plain" | "base64";

/** `{"result": …}` or `{"error": …}` as Upstash answers one command. Integers keep all their digits. */
export function resultJson(reply: Reply, encoding: Encoding): string {
  if (reply instanceof RedisError) return errorJson(reply.message);
  // The client takes a bare "OK" as it stands and decodes every other string.
  if (reply instanceof Status && reply.text === "OK") return '{"result":"OK"}';
  return `{"result":${valueJson(reply, encoding)}}`;
}

export function errorJson(message: string): string {
  return JSON.stringify({ error: message });
}

function valueJson(reply: Reply, encoding: Encoding): string {
  if (reply === null) return "null";
  if (typeof reply === "number" || typeof reply === "bigint") return String(reply);
  if (typeof reply === "string") return textJson(reply, encoding);
  if (reply instanceof Status) return textJson(reply.text, encoding);
  if (reply instanceof RedisError) return textJson(reply.message, encoding);
  return `[${reply.map((item) => valueJson(item, encoding)).join(",")}]`;
}

function textJson(text: string, encoding: Encoding): string {
  return JSON.stringify(encoding === "base64" ? Buffer.from(text).toString("base64") : text);
}
