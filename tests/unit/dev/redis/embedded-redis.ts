import { createEngine } from "@/dev/redis/engine";
import { PubSub } from "@/dev/redis/pub-sub";
import type { Reply } from "@/dev/redis/reply";
import { RedisError, Status } from "@/dev/redis/reply";

/** The clock of the tests starts here (Unix time in milliseconds). */
export const START_MS = 1_700_000_000_000;

export interface EmbeddedRedis {
  /** Runs commands written as one line each; a word in single quotes may hold blanks. Errors read `-ERR …`. */
  readonly run: (...lines: string[]) => unknown[];
  /** Runs one command given word by word. */
  readonly command: (...words: string[]) => unknown;
  readonly advance: (ms: number) => void;
}

export async function createEmbeddedRedis(): Promise<EmbeddedRedis> {
  let clockMs = START_MS;
  const engine = await createEngine({ now: () => clockMs, pubSub: new PubSub() });
  const command = (...words: string[]) => readable(engine.execute(words));
  return {
    command,
    run: (...lines) => lines.map((line) => command(...splitWords(line))),
    advance: (ms) => {
      clockMs += ms;
    },
  };
}

function splitWords(line: string): string[] {
  return Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? "");
}

/** As redis-cli would tell them apart: `+OK` is a status, `-ERR …` an error. */
function readable(reply: Reply): unknown {
  if (reply instanceof Status) return `+${reply.text}`;
  if (reply instanceof RedisError) return `-${reply.message}`;
  return Array.isArray(reply) ? (reply as readonly Reply[]).map(readable) : reply;
}
