import { callbackMessage } from "@/dev/qstash/callback-message";
import type { Clock } from "@/dev/qstash/clock";
import type { Deliver } from "@/dev/qstash/deliver";
import type { EventLog } from "@/dev/qstash/event-log";
import type { DeadMessage, Message } from "@/dev/qstash/message";
import { decideOutcome, type DeliveryResult } from "@/dev/qstash/outcome";
import type { Change, Store } from "@/dev/qstash/store";
import { WaitingRoom } from "@/dev/qstash/waiting-room";

interface DispatcherOptions {
  store: Store;
  clock: Clock;
  events: EventLog;
  deliver: Deliver;
  /** Deliveries under way at once, over all keys. */
  concurrency: number;
}

/** The delivery loop: waits for the time of each message, then for its turn, delivers, and acts on what came back. */
export class Dispatcher {
  readonly room: WaitingRoom;
  private readonly timers = new Map<string, () => void>();
  private cancelRateTimer: () => void = () => undefined;
  private closed = false;

  constructor(private readonly options: DispatcherOptions) {
    const { store } = options;
    this.room = new WaitingRoom(
      options.concurrency,
      (name) => store.queues.get(name) ?? { parallelism: 1, paused: false },
    );
  }

  /** Takes up what a former run left, one that was being delivered included. */
  resume(): void {
    const { store } = this.options;
    for (const [key, setting] of store.flows) {
      this.room.gate(key).set(setting);
    }
    for (const message of store.messages.values()) {
      if (message.retried > 0) {
        this.room.hold(message);
      }
    }
    for (const message of [...store.messages.values()]) {
      this.admit(message);
    }
  }

  /** Takes in a stored message: delivers it at its time, which is at once when that has come. */
  admit(message: Message): void {
    if (message.flowControl !== undefined) {
      this.room.gate(message.flowControl.key).request(message.flowControl);
    }
    this.arm(message);
  }

  /** Forgets a message that is no longer stored; a delivery under way is not broken off, but not repeated either. */
  forget(message: Message): void {
    this.timers.get(message.messageId)?.();
    this.timers.delete(message.messageId);
    this.room.remove(message);
    this.pump();
  }

  /** Starts whatever may start: to be called when a limit or a pause has changed. */
  pump(): void {
    if (this.closed) {
      return;
    }
    const { clock } = this.options;
    for (const message of this.room.takeStartable(clock.now())) {
      void this.attempt(message);
    }
    this.cancelRateTimer();
    const nextRateStart = this.room.nextRateStart(clock.now());
    if (nextRateStart !== undefined && nextRateStart > clock.now()) {
      this.cancelRateTimer = clock.at(nextRateStart, () => this.pump());
    }
  }

  close(): void {
    this.closed = true;
  }

  private arm(message: Message): void {
    const { clock } = this.options;
    const isLater = message.nextDeliveryAt > clock.now();
    const cancel = clock.at(message.nextDeliveryAt, () => {
      this.timers.delete(message.messageId);
      this.room.enter(message);
      this.pump();
    });
    if (isLater) {
      this.timers.set(message.messageId, cancel);
    }
  }

  private async attempt(message: Message): Promise<void> {
    this.options.events.add(message, "ACTIVE");
    const result = await this.options.deliver(message);
    // A delivery cut off by our own stop proves nothing: the message stays stored and is delivered again.
    if (this.closed) {
      return;
    }
    this.settle(message, result);
    this.pump();
  }

  private settle(message: Message, result: DeliveryResult): void {
    const { store, clock } = this.options;
    if (!store.messages.has(message.messageId)) {
      this.room.leave(message, true);
      return;
    }
    const outcome = decideOutcome(message, result, clock.now());
    this.room.leave(message, outcome.kind !== "retry");
    switch (outcome.kind) {
      case "delivered":
        this.recordDelivered(message, result);
        break;
      case "retry":
        this.recordRetry(message, result, outcome);
        break;
      case "failed":
        this.recordFailed(message, result, outcome.reason);
        break;
    }
  }

  private recordDelivered(message: Message, result: DeliveryResult): void {
    const { store, events } = this.options;
    const notes = this.callbacks(message, result);
    store.commit([{ table: "messages", key: message.messageId, value: null }, ...notes.map(insert)]);
    events.add(message, "DELIVERED", { responseStatus: result.status });
    this.announce(notes);
  }

  private recordRetry(message: Message, result: DeliveryResult, outcome: { delayMs: number; reason: string }): void {
    const { store, clock, events } = this.options;
    const next = { ...message, retried: message.retried + 1, nextDeliveryAt: clock.now() + outcome.delayMs };
    const notes = this.callbacks(message, result);
    store.commit([insert(next), ...notes.map(insert)]);
    events.add(message, "ERROR", failureDetails(result, outcome.reason));
    events.add(next, "RETRY", { error: outcome.reason, nextDeliveryTime: next.nextDeliveryAt });
    this.announce(notes);
    this.arm(next);
  }

  private recordFailed(message: Message, result: DeliveryResult, reason: string): void {
    const { store, clock, events } = this.options;
    const now = clock.now();
    const dead: DeadMessage = {
      dlqId: newDlqId(now, store.dlq),
      failedAt: now,
      reason,
      message,
      responseStatus: result.status,
      responseHeaders: result.headers,
      responseBodyBase64: result.body.toString("base64"),
    };
    const notes = this.callbacks(message, result);
    if (message.failureCallback !== undefined) {
      const destination = { url: message.failureCallback, headers: message.failureCallbackHeaders };
      notes.push(callbackMessage(destination, message, result, { now, dlqId: dead.dlqId }));
    }
    store.commit([
      { table: "messages", key: message.messageId, value: null },
      { table: "dlq", key: dead.dlqId, value: dead },
      ...notes.map(insert),
    ]);
    events.add(message, "ERROR", failureDetails(result, reason));
    events.add(message, "FAILED", failureDetails(result, reason));
    this.announce(notes);
  }

  private callbacks(message: Message, result: DeliveryResult): Message[] {
    if (message.callback === undefined) {
      return [];
    }
    const destination = { url: message.callback, headers: message.callbackHeaders };
    return [callbackMessage(destination, message, result, { now: this.options.clock.now() })];
  }

  private announce(messages: readonly Message[]): void {
    for (const message of messages) {
      this.options.events.add(message, "CREATED");
      this.admit(message);
    }
  }
}

function insert(message: Message): Change {
  return { table: "messages", key: message.messageId, value: message };
}

function failureDetails(result: DeliveryResult, error: string): { error: string; responseStatus?: number } {
  return result.status === 0 ? { error } : { error, responseStatus: result.status };
}

/** Time and a number that tells apart what failed in the same millisecond: ids sort by age. */
function newDlqId(now: number, taken: ReadonlyMap<string, DeadMessage>): string {
  let number = 0;
  while (taken.has(`${now}-${number}`)) {
    number += 1;
  }
  return `${now}-${number}`;
}
