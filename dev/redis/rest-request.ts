import { RedisError } from "@/dev/redis/reply";

/** A request that is none of the REST API's. */
export const malformed = (detail: string) => new RedisError(`ERR failed to parse ${detail}`);

function parseJson(body: Buffer, what: string): unknown {
  try {
    return JSON.parse(textOf(body));
  } catch {
    throw malformed(what);
  }
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw malformed("body: it is not UTF-8");
  }
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function wordsOf(value: unknown, what: string): string[] {
  if (!Array.isArray(value) || value.length === 0) throw malformed(what);
  return value.map(wordOf);
}

/** `["SET", "key", 1]`, the body of POST /. */
export function parseCommandBody(body: Buffer): string[] {
  return wordsOf(parseJson(body, "command"), "command");
}

/** An array of commands, the body of /pipeline and /multi-exec. */
export function parseCommandsBody(body: Buffer): string[][] {
  const commands = parseJson(body, "pipeline request");
  if (!Array.isArray(commands)) throw malformed("pipeline request");
  return commands.map((command) => wordsOf(command, "pipeline request"));
}

/** `/set/key?EX=10` with the value in the body: path, then body, then the query's words. */
export function parsePathCommand(path: readonly string[], query: URLSearchParams, body: Buffer): string[] {
  const value = body.length === 0 ? [] : [textOf(body)];
  const options = [...query].filter(([name]) => name !== "_token").flatMap(([name, word]) => [name, word]);
  return [...path, ...value, ...options.filter((word) => word !== "")];
}

/** The decoded parts of a path. */
export function parsePath(pathname: string): string[] {
  try {
    return pathname
      .split("/")
      .filter((part) => part !== "")
      .map(decodeURIComponent);
  } catch {
    throw malformed("path");
  }
}
