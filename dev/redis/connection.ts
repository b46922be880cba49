import type { CommandTable } from "@/dev/redis/command";
import { Status, wrongArguments } from "@/dev/redis/reply";

export const connectionCommands: CommandTable = {
  ping: {
    arity: -1,
    run: (_context, ...words) => {
      if (words.length > 1) throw wrongArguments("ping");
      return words[0] ?? new Status("PONG");
    },
  },
  time: {
    arity: 1,
    run: ({ now }) => {
      const micros = Math.floor(now() * 1000);
      return [String(Math.floor(micros / 1_000_000)), String(micros % 1_000_000)];
    },
  },
  publish: { arity: 3, writes: true, run: ({ pubSub }, channel, message) => pubSub.publish(channel, message) },
};
