import type { Backend } from "@/dev/redis/backend";
import { sha1 } from "@/dev/redis/script-cache";

const SHEBANG = /^#!lua[^\n]*allow-key-locking[^\n]*\n/;

/**
 * Upstash knows a script flag `allow-key-locking` that stock Redis refuses; the scripts of @upstash/ratelimit carry it.
 * They are run without that line, under the SHA-1 that the client knows.
 */
export function acceptUpstashScriptFlags(backend: Backend): Backend {
  const strippedShas = new Map<string, string>();
  const rewrite = (words: readonly string[]) => rewriteCommand(words, strippedShas);
  return {
    execute: async (words) => {
      const reply = await backend.execute(rewrite(words));
      return isScriptLoad(words) && typeof reply === "string" ? sha1(words[2] ?? "") : reply;
    },
    transaction: (commands) => backend.transaction(commands.map(rewrite)),
    subscribe: (kind, names, listener) => backend.subscribe(kind, names, listener),
    close: () => backend.close(),
  };
}

function isScriptLoad([command, subcommand]: readonly string[]): boolean {
  return command?.toUpperCase() === "SCRIPT" && subcommand?.toUpperCase() === "LOAD";
}

function rewriteCommand(words: readonly string[], strippedShas: Map<string, string>): readonly string[] {
  const [command = "", first = "", ...rest] = words;
  const strippedSha = (sha: string) => strippedShas.get(sha.toLowerCase()) ?? sha;
  switch (command.toUpperCase()) {
    case "EVAL":
    case "EVAL_RO":
      return words.length < 2 ? words : [command, strip(first, strippedShas), ...rest];
    case "EVALSHA":
    case "EVALSHA_RO":
      return words.length < 2 ? words : [command, strippedSha(first), ...rest];
    case "SCRIPT":
      if (isScriptLoad(words)) return [command, first, ...rest.map((source) => strip(source, strippedShas))];
      return first.toUpperCase() === "EXISTS" ? [command, first, ...rest.map(strippedSha)] : words;
    default:
      return words;
  }
}

/** The empty line in the shebang's place keeps the line numbers of error messages. */
function strip(source: string, strippedShas: Map<string, string>): string {
  if (!SHEBANG.test(source)) return source;
  const stripped = source.replace(SHEBANG, "\n");
  strippedShas.set(sha1(source), sha1(stripped));
  return stripped;
}
