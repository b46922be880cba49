import { createHash } from "node:crypto";
import { ApiError } from "@/dev/qstash/api-error";
import type { Clock } from "@/dev/qstash/clock";
import type { Dispatcher } from "@/dev/qstash/dispatcher";
import type { EventLog } from "@/dev/qstash/event-log";
import { createMessage, revive, type DeadMessage, type Message } from "@/dev/qstash/message";
import { parseDestination, parsePublishHeaders, type HeaderMap } from "@/dev/qstash/publish-options";
import type { Change, Store } from "@/dev/qstash/store";

export interface PublishRequest {
  destination: string;
  headers: HeaderMap;
  body: Buffer;
  callerIp: string;
  queueName?: string | undefined;
  scheduleId?: string | undefined;
}

export interface PublishResponse {
  messageId: string;
  url: string;
  deduplicated?: true;
}

const DAY_MS = 86_400_000;
const DEDUPLICATION_WINDOW_MS = 10 * 60_000;
const MAX_BODY_BYTES = 1_048_576;

/** What can be done with messages. Each verb has committed to disk when it returns. */
export class Broker {
  /** Messages taken in the UTC day that began at a time. */
  private today = { beganAt: 0, taken: 0 };

  constructor(
    private readonly store: Store,
    private readonly dispatcher: Dispatcher,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly dailyMessages = Infinity,
  ) {}

  /** Accepts a message; its delivery has begun on return when it has no delay. Throws ApiError 400, 413 or 429. */
  publish(request: PublishRequest): PublishResponse {
    const now = this.clock.now();
    const url = parseDestination(request.destination);
    const options = parsePublishHeaders(request.headers, now);
    if (request.body.length > MAX_BODY_BYTES) {
      throw new ApiError(413, `message body of ${request.body.length} bytes is larger than ${MAX_BODY_BYTES}`);
    }
    const contentId = options.contentBasedDeduplication ? contentHash(request) : undefined;
    const deduplicationId = options.deduplicationId ?? contentId;
    const earlier = deduplicationId === undefined ? undefined : this.store.deduplications.get(deduplicationId);
    if (earlier !== undefined && earlier.expiresAt > now) {
      return { messageId: earlier.messageId, url, deduplicated: true };
    }
    this.countToday(now);
    const message = createMessage(url, options, request.body, { now, ...request });
    this.store.commit([
      insert(message),
      ...this.expiredDeduplications(now),
      ...this.newDeduplication(deduplicationId, message.messageId, now),
      ...this.newQueue(request.queueName, now),
    ]);
    this.announce([message]);
    return { messageId: message.messageId, url };
  }

  private countToday(now: number): void {
    const beganAt = now - (now % DAY_MS);
    if (this.today.beganAt !== beganAt) this.today = { beganAt, taken: 0 };
    if (this.today.taken >= this.dailyMessages) {
      throw new ApiError(429, `quota exceeded: ${this.dailyMessages} messages a day`);
    }
    this.today.taken += 1;
  }

  /** Drops messages that wait or are under way. One whose delivery has begun is not repeated. */
  cancel(messages: readonly Message[]): void {
    this.store.commit(messages.map((message) => ({ table: "messages", key: message.messageId, value: null })));
    for (const message of messages) {
      this.events.add(message, "CANCELED");
      this.dispatcher.forget(message);
    }
  }

  /** Publishes dead messages anew, with a new id and all their retries, and takes them out of the DLQ. */
  retryDead(dead: readonly DeadMessage[]): { messageId: string }[] {
    const now = this.clock.now();
    const revived = dead.map((entry) => revive(entry, now));
    this.store.commit([...revived.map(insert), ...dead.map(removeDead)]);
    this.announce(revived);
    return revived.map(({ messageId }) => ({ messageId }));
  }

  deleteDead(dead: readonly DeadMessage[]): void {
    this.store.commit(dead.map(removeDead));
  }

  private announce(messages: readonly Message[]): void {
    for (const message of messages) {
      this.events.add(message, "CREATED");
      this.dispatcher.admit(message);
    }
  }

  private newDeduplication(id: string | undefined, messageId: string, now: number): Change[] {
    const value = { messageId, expiresAt: now + DEDUPLICATION_WINDOW_MS };
    return id === undefined ? [] : [{ table: "deduplications", key: id, value }];
  }

  private newQueue(name: string | undefined, now: number): Change[] {
    if (name === undefined || this.store.queues.has(name)) {
      return [];
    }
    return [
      { table: "queues", key: name, value: { name, parallelism: 1, paused: false, createdAt: now, updatedAt: now } },
    ];
  }

  /** Ids are added in the order in which they expire, so the first that still counts ends the search. */
  private expiredDeduplications(now: number): Change[] {
    const expired: Change[] = [];
    for (const [key, { expiresAt }] of this.store.deduplications) {
      if (expiresAt > now) {
        break;
      }
      expired.push({ table: "deduplications", key, value: null });
    }
    return expired;
  }
}

function insert(message: Message): Change {
  return { table: "messages", key: message.messageId, value: message };
}

function removeDead(dead: DeadMessage): Change {
  return { table: "dlq", key: dead.dlqId, value: null };
}

/** Hash over what the publisher chose: destination, body and the headers that are not of the connection. */
function contentHash(request: PublishRequest): string {
  const chosen = Object.entries(request.headers)
    .filter(([name]) => name === "content-type" || name.startsWith("upstash-"))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([request.destination, chosen]))
    .update(request.body)
    .digest("hex");
}
