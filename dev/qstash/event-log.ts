import type { Message } from "@/dev/qstash/message";

export type EventState = "CREATED" | "ACTIVE" | "DELIVERED" | "ERROR" | "RETRY" | "FAILED" | "CANCELED";

/** One line of the log: what happened to a message, and the message as it was then. `time` in unix ms. */
export interface QstashEvent {
  /** Grows with every event, so a page can be continued after it. */
  sequence: number;
  time: number;
  state: EventState;
  message: Message;
  error: string | undefined;
  responseStatus: number | undefined;
  nextDeliveryTime: number | undefined;
}

export interface EventDetails {
  error?: string;
  responseStatus?: number;
  nextDeliveryTime?: number;
}

const KEPT = 5_000;

/** The latest events, in memory: they tell of this run of the server and are not restored. */
export class EventLog {
  private events: QstashEvent[] = [];
  private sequence = 0;

  constructor(
    private readonly now: () => number,
    private readonly log: (line: string) => void,
  ) {}

  add(message: Message, state: EventState, details: EventDetails = {}): void {
    this.sequence += 1;
    this.events.push({
      sequence: this.sequence,
      time: this.now(),
      state,
      message,
      error: details.error,
      responseStatus: details.responseStatus,
      nextDeliveryTime: details.nextDeliveryTime,
    });
    // Trimmed in large steps: dropping the first of thousands at every event would copy them all each time.
    if (this.events.length > 2 * KEPT) {
      this.events = this.events.slice(-KEPT);
    }
    const label = message.labels.length === 0 ? "" : ` [${message.labels.join(", ")}]`;
    const error = details.error === undefined ? "" : `: ${details.error}`;
    this.log(`${state} ${message.messageId}${label} ${message.method} ${message.url}${error}`);
  }

  newestFirst(): QstashEvent[] {
    return this.events.slice(-KEPT).reverse();
  }
}
