import { matchesGlob } from "@/dev/redis/glob";

export interface Message {
  /** The pattern or channel name under which the listener subscribed. */
  readonly subscription: string;
  readonly channel: string;
  readonly message: string;
}

export type SubscriptionKind = "channel" | "pattern";

interface Subscriber {
  readonly kind: SubscriptionKind;
  readonly name: string;
  readonly listener: (message: Message) => void;
}

/** Channels and patterns with their listeners; nothing is kept for those who come later. */
export class PubSub {
  private readonly subscribers = new Set<Subscriber>();

  /** Returns the function that ends the subscription. */
  subscribe(kind: SubscriptionKind, name: string, listener: (message: Message) => void): () => void {
    const subscriber = { kind, name, listener };
    this.subscribers.add(subscriber);
    return () => {
      this.subscribers.delete(subscriber);
    };
  }

  /** Number of listeners that received the message. */
  publish(channel: string, message: string): number {
    const receivers = [...this.subscribers].filter(({ kind, name }) =>
      kind === "channel" ? name === channel : matchesGlob(name, channel),
    );
    for (const { name, listener } of receivers) listener({ subscription: name, channel, message });
    return receivers.length;
  }
}
