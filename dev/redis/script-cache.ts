import { createHash } from "node:crypto";
import type { LuaRuntime } from "@/dev/redis/lua-runtime";
import type { Reply } from "@/dev/redis/reply";
import { RedisError } from "@/dev/redis/reply";

export interface ScriptCall {
  readonly keys: readonly string[];
  readonly args: readonly string[];
  readonly readOnly: boolean;
}

export function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

/** Compiled scripts under the SHA-1 of their source. */
export class ScriptCache {
  private readonly loaded = new Set<string>();

  constructor(private readonly lua: LuaRuntime) {}

  /** The script's SHA-1; throws RedisError where it does not compile. */
  load(source: string): string {
    if (source.startsWith("#!")) throw new RedisError("ERR script flags are not supported by the embedded Redis");
    const sha = sha1(source);
    if (!this.loaded.has(sha)) {
      this.lua.compile(sha, source);
      this.loaded.add(sha);
    }
    return sha;
  }

  has(sha: string): boolean {
    return this.loaded.has(sha.toLowerCase());
  }

  clear(): void {
    this.loaded.clear();
    this.lua.forget();
  }

  run(sha: string, call: ScriptCall): Reply {
    if (!this.has(sha)) throw new RedisError("NOSCRIPT No matching script. Please use EVAL.");
    return this.lua.run(sha.toLowerCase(), call);
  }
}
