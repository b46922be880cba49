import type { Message, SubscriptionKind } from "@/dev/redis/pub-sub";
import type { RedisError, Reply } from "@/dev/redis/reply";

export interface Subscription {
  readonly close: () => void;
  /** Settles when the subscription ends from the other side, for example because Redis went away. */
  readonly ended: Promise<void>;
}

/** What the REST layer stands on. Commands are run in the order in which they are handed over. */
export interface Backend {
  /** Errors of Redis are answers, not rejections. */
  execute(words: readonly string[]): Promise<Reply>;
  /** All or none are run, with nothing in between; an error where none was run. */
  transaction(commands: readonly (readonly string[])[]): Promise<readonly Reply[] | RedisError>;
  subscribe(
    kind: SubscriptionKind,
    names: readonly string[],
    listener: (message: Message) => void,
  ): Promise<Subscription | RedisError>;
  close(): Promise<void>;
}
