import type { Backend } from "@/dev/redis/backend";
import { createEngine } from "@/dev/redis/engine";
import { PubSub } from "@/dev/redis/pub-sub";
import { RedisError } from "@/dev/redis/reply";

/** Redis in this process. `now` drives TIME, every expiry and stream ids. */
export async function createEmbeddedBackend(now: () => number): Promise<Backend> {
  const pubSub = new PubSub();
  const engine = await createEngine({ now, pubSub });
  return {
    execute: (words) => Promise.resolve(engine.execute(words)),
    transaction: (commands) => {
      if (commands.some((words) => engine.refusal(words) !== undefined)) {
        return Promise.resolve(new RedisError("EXECABORT Transaction discarded because of previous errors."));
      }
      return Promise.resolve(commands.map((words) => engine.execute(words)));
    },
    subscribe: (kind, names, listener) => {
      const stops = names.map((name) => pubSub.subscribe(kind, name, listener));
      const never = new Promise<void>(() => undefined);
      return Promise.resolve({ close: () => stops.forEach((stop) => stop()), ended: never });
    },
    close: () => {
      engine.close();
      return Promise.resolve();
    },
  };
}
