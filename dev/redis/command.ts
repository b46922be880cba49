import type { Keyspace } from "@/dev/redis/keyspace";
import type { PubSub } from "@/dev/redis/pub-sub";
import type { Reply } from "@/dev/redis/reply";
import type { ScriptCache } from "@/dev/redis/script-cache";

export interface Context {
  readonly keyspace: Keyspace;
  readonly pubSub: PubSub;
  readonly scripts: ScriptCache;
  /** Unix time in milliseconds. */
  readonly now: () => number;
}

export interface Command {
  /** Number of words with the command's name; negative where that is only the least number. */
  readonly arity: number;
  /** Receives the words after the name. Throws RedisError. */
  readonly run: (context: Context, ...args: string[]) => Reply;
  /** Refused in read-only scripts. */
  readonly writes?: true;
  /** Refused in every script. */
  readonly outsideScripts?: true;
}

export type CommandTable = Readonly<Record<string, Command>>;
