import type { Command, CommandTable, Context } from "@/dev/redis/command";
import { connectionCommands } from "@/dev/redis/connection";
import { hashCommands } from "@/dev/redis/hashes";
import { keyCommands } from "@/dev/redis/keys";
import { Keyspace } from "@/dev/redis/keyspace";
import { listCommands } from "@/dev/redis/lists";
import { createLuaRuntime } from "@/dev/redis/lua-runtime";
import type { PubSub } from "@/dev/redis/pub-sub";
import type { Reply } from "@/dev/redis/reply";
import { RedisError, wrongArguments } from "@/dev/redis/reply";
import { ScriptCache } from "@/dev/redis/script-cache";
import { scriptingCommands } from "@/dev/redis/scripting";
import { setCommands } from "@/dev/redis/sets";
import { sortedSetCommands } from "@/dev/redis/sorted-sets";
import { streamCommands } from "@/dev/redis/streams";
import { stringCommands } from "@/dev/redis/strings";

/** Every command that the app and its clients use; all others are refused as unknown. */
const commands: CommandTable = {
  ...connectionCommands,
  ...keyCommands,
  ...stringCommands,
  ...hashCommands,
  ...setCommands,
  ...sortedSetCommands,
  ...listCommands,
  ...streamCommands,
  ...scriptingCommands,
};

export interface Engine {
  /** Runs one command at once; errors are answers. */
  execute(words: readonly string[]): Reply;
  /** The error for which Redis would not even queue the command in a transaction. */
  refusal(words: readonly string[]): RedisError | undefined;
  close(): void;
}

/** A small Redis in memory, in the words of Redis 7.0. */
export async function createEngine({ now, pubSub }: { now: () => number; pubSub: PubSub }): Promise<Engine> {
  const lua = await createLuaRuntime((words, readOnly) =>
    answer(context, () => commandOfScript(words, readOnly), words),
  );
  const context: Context = { keyspace: new Keyspace(now), pubSub, scripts: new ScriptCache(lua), now };
  return {
    execute: (words) => answer(context, () => findCommand(words), words),
    refusal: (words) => {
      const command = attempt(() => findCommand(words));
      return command instanceof RedisError ? command : undefined;
    },
    close: () => lua.close(),
  };
}

function answer(context: Context, find: () => Command, words: readonly string[]): Reply {
  return attempt(() => find().run(context, ...words.slice(1)));
}

function attempt<T>(action: () => T): T | RedisError {
  try {
    return action();
  } catch (error) {
    if (error instanceof RedisError) return error;
    throw error;
  }
}

function lookUp(name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}

function hasRightArity({ arity }: Command, words: readonly string[]): boolean {
  return arity < 0 ? words.length >= -arity : words.length === arity;
}

function findCommand(words: readonly string[]): Command {
  const [given = "", ...args] = words;
  const name = given.toLowerCase();
  const command = lookUp(name);
  if (command === undefined) {
    const beginning = args.map((word) => `'${word}' `).join("");
    throw new RedisError(`ERR unknown command '${given}', with args beginning with: ${beginning.slice(0, 128)}`);
  }
  if (!hasRightArity(command, words)) throw wrongArguments(name);
  return command;
}

function commandOfScript(words: readonly string[], readOnly: boolean): Command {
  const command = lookUp((words[0] ?? "").toLowerCase());
  if (command === undefined) throw new RedisError("ERR Unknown Redis command called from script");
  if (!hasRightArity(command, words)) {
    throw new RedisError("ERR Wrong number of args calling Redis command from script");
  }
  if (command.outsideScripts) throw new RedisError("ERR This Redis command is not allowed from script");
  if (readOnly && command.writes) {
    throw new RedisError("ERR Write commands are not allowed from read-only scripts.");
  }
  return command;
}
