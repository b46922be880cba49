import { parseCount } from "@/dev/redis/arguments";
import type { Command, CommandTable, Context } from "@/dev/redis/command";
import type { Reply } from "@/dev/redis/reply";
import { OK, RedisError, wrongArguments } from "@/dev/redis/reply";
import type { ScriptCall } from "@/dev/redis/script-cache";

function parseCall(keyCountText: string, words: readonly string[], readOnly: boolean): ScriptCall {
  const keyCount = parseCount(keyCountText);
  if (keyCount > words.length) throw new RedisError("ERR Number of keys can't be greater than number of args");
  if (keyCount < 0) throw new RedisError("ERR Number of keys can't be negative");
  return { keys: words.slice(0, keyCount), args: words.slice(keyCount), readOnly };
}

function evalCommand(readOnly: boolean): Command {
  return {
    arity: -3,
    outsideScripts: true,
    run: ({ scripts }, source, keyCount, ...words) => {
      const call = parseCall(keyCount, words, readOnly);
      return scripts.run(scripts.load(source), call);
    },
  };
}

function evalshaCommand(readOnly: boolean): Command {
  return {
    arity: -3,
    outsideScripts: true,
    run: ({ scripts }, sha, keyCount, ...words) => scripts.run(sha, parseCall(keyCount, words, readOnly)),
  };
}

function script({ scripts }: Context, subcommand: string, ...words: string[]): Reply {
  const [first] = words;
  switch (subcommand.toUpperCase()) {
    case "LOAD":
      if (first === undefined || words.length > 1) throw wrongArguments("script|load");
      return scripts.load(first);
    case "EXISTS":
      if (first === undefined) throw wrongArguments("script|exists");
      return words.map((sha) => Number(scripts.has(sha)));
    case "FLUSH":
      if (words.length > 1 || !["SYNC", "ASYNC"].includes(first?.toUpperCase() ?? "SYNC")) {
        throw new RedisError("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
      }
      scripts.clear();
      return OK;
    default:
      throw new RedisError(`ERR unknown subcommand '${subcommand}'. Try SCRIPT HELP.`);
  }
}

export const scriptingCommands: CommandTable = {
  eval: evalCommand(false),
  eval_ro: evalCommand(true),
  evalsha: evalshaCommand(false),
  evalsha_ro: evalshaCommand(true),
  script: { arity: -2, outsideScripts: true, run: script },
};
