import { readFileSync } from "node:fs";
import { LuaFactory } from "wasmoon";
import { formatFloat } from "@/dev/redis/arguments";
import type { Reply } from "@/dev/redis/reply";
import { RedisError, Status } from "@/dev/redis/reply";
import { parseReply } from "@/dev/redis/resp";
import type { ScriptCall } from "@/dev/redis/script-cache";
import { sha1 } from "@/dev/redis/script-cache";

export interface LuaRuntime {
  /** Throws RedisError where the source is no Lua. */
  compile(sha: string, source: string): void;
  /** Runs a compiled script; throws RedisError where it fails. */
  run(sha: string, call: ScriptCall): Reply;
  forget(): void;
  close(): void;
}

/** What lua/sandbox.lua returns. Its answers are RESP2, the one form that survives the border unharmed. */
interface Sandbox {
  compile(sha: string, source: string): string;
  run(sha: string, keys: readonly string[], args: readonly string[]): string;
  forget(): void;
}

type LuaValue = false | number | string | { ok: string } | { err: string } | LuaValue[];

/** Lua 5.4 behind the interface that Redis gives its scripts. `invoke` runs the commands that they call. */
export async function createLuaRuntime(
  invoke: (words: readonly string[], readOnly: boolean) => Reply,
): Promise<LuaRuntime> {
  const engine = await new LuaFactory().createEngine({ injectObjects: false, enableProxy: false });
  let readOnly = false;
  engine.global.set("host_invoke", (request: string) => toLua(() => invoke(parseWords(request), readOnly)));
  engine.global.set("host_sha1", sha1);
  engine.global.set("host_format_number", formatFloat);
  engine.doStringSync(`cjson = (function() ${luaSource("cjson")} end)()`);
  const sandbox = engine.doStringSync(luaSource("sandbox")) as Sandbox;
  return {
    compile: (sha, source) => {
      const failure = sandbox.compile(sha, withoutNul(source));
      if (failure !== "") throw new RedisError(`ERR Error compiling script (new function): ${failure}`);
    },
    run: (sha, call) => {
      readOnly = call.readOnly;
      return readAnswer(sandbox.run(sha, call.keys.map(withoutNul), call.args.map(withoutNul)));
    },
    forget: () => sandbox.forget(),
    close: () => engine.global.close(),
  };
}

function luaSource(name: string): string {
  return readFileSync(new URL(`lua/${name}.lua`, import.meta.url), "utf8");
}

/** Strings cross into WebAssembly as C strings, which a NUL would cut short. */
function withoutNul(text: string): string {
  if (text.includes("\0")) throw new RedisError("ERR scripts of the embedded Redis cannot handle NUL characters");
  return text;
}

function parseWords(request: string): string[] {
  const words = parseReply(Buffer.from(request), 0)?.reply;
  if (!Array.isArray(words)) throw new RedisError("ERR malformed call from a script");
  return words.map(String);
}

function readAnswer(answer: string): Reply {
  const parsed = parseReply(Buffer.from(answer), 0);
  if (parsed === undefined) throw new RedisError("ERR malformed answer from a script");
  if (parsed.reply instanceof RedisError) throw parsed.reply;
  return parsed.reply;
}

/** Nothing may be thrown through WebAssembly, so errors cross as tables. */
function toLua(action: () => Reply): LuaValue {
  try {
    return convert(action());
  } catch (error) {
    return { err: error instanceof Error ? error.message : "ERR unknown failure" };
  }
}

function convert(reply: Reply): LuaValue {
  if (reply === null) return false;
  if (typeof reply === "string") return withoutNul(reply);
  if (typeof reply === "number") return reply;
  if (typeof reply === "bigint") return safeNumber(reply);
  if (reply instanceof Status) return { ok: reply.text };
  if (reply instanceof RedisError) return { err: reply.message };
  return reply.map(convert);
}

/** Real Redis rounds here without a word, which is worth knowing before production. */
function safeNumber(value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new RedisError("ERR an integer beyond 2^53 would lose digits in a script");
}
