import { z } from "zod";
import type { VirtualClock } from "./clock";
import { FlowControl } from "./flow-control";
import { jsonResponse } from "./redis";
import type { Event, Story } from "./story";

const dedupWindowMs = 600_000;

/** Longer than a function may take. */
const lateAfterMs = 15_000;

const batch = z.array(
  z.object({ destination: z.string(), headers: z.record(z.string(), z.string()), body: z.string() }),
);

export interface QueuedMessage {
  readonly index: number;
  readonly name: string;
  readonly body: string;
  readonly retries: number;
  readonly dedupId: string;
  readonly hasFailureCallback: boolean;
  /** Why the queue gave up on this message, of which the failure callback tells; null for the message itself. */
  readonly givenUp: string | null;
  /** Messages of one key are delivered so many at a time; null: it waits behind no other. */
  readonly flow: { readonly key: string; readonly parallelism: number } | null;
  /** When it was to be delivered first. */
  readonly dueAt: number;
}

export interface DeliveryAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  readonly isNonRetryable: boolean;
  readonly body: string;
}

interface QueueOptions {
  readonly clock: VirtualClock;
  readonly story: Story;
  /** Null where nothing came back in time. */
  readonly deliver: (message: QueuedMessage, deliveryId: string) => Promise<DeliveryAnswer | null>;
  readonly violate: (what: string) => void;
  readonly strike: (event: Event) => void;
  /** What makes two messages the same; a mutant leaves the epoch out. */
  readonly identity: (dedupId: string, body: string, name: string) => string;
}

/** QStash as its documents have it: at least once, late, out of order, de-duplicating, giving up in the end. */
export class SimulatedQueue {
  /** Accepted and neither handled nor given up. */
  readonly pending = new Map<number, QueuedMessage>();
  /** When a message about a job was last handled later than it was due, by job. */
  readonly lateAt = new Map<string, number>();
  /** Deliveries so far, those too that failed. */
  delivered = 0;
  /** Nothing of the story happens to messages any more. */
  isSound = false;
  private readonly flow = new FlowControl();
  private accepted = 0;
  private readonly seen = new Map<string, number>();
  private readonly offeredOf = new Map<string, number>();
  private readonly acceptedOf = new Map<string, number>();
  /** Messages of which every delivery carries the signature of the first. */
  private readonly sameSignature = new Set<number>();

  constructor(private readonly options: QueueOptions) {}

  /** `POST /v2/batch`: what is refused has an error in its place, and the rest is taken. */
  publish(json: string, isDayOver: boolean): Response {
    const { clock, identity, violate } = this.options;
    const answers = batch.parse(JSON.parse(json)).map(({ destination, headers: given, body }) => {
      const headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
      const dedupId = headers["upstash-deduplication-id"] ?? "";
      if (dedupId.includes(":")) violate("a de-duplication id with a colon");
      const name = destination.split("/").at(-1) ?? "";
      if (isDayOver) return { error: "quota exceeded" };
      if (this.isRefused(name)) return { error: "refused" };
      const key = identity(dedupId, body, name);
      const before = this.seen.get(key);
      if (before !== undefined && clock.now - before < dedupWindowMs) return { messageId: key, deduplicated: true };
      this.seen.set(key, clock.now);
      const delayMs = Number((headers["upstash-delay"] ?? "0s").replace("s", "")) * 1000;
      this.accept({
        name,
        body,
        dedupId: key,
        retries: Number(headers["upstash-retries"] ?? 3),
        hasFailureCallback: headers["upstash-failure-callback"] !== undefined,
        givenUp: null,
        flow: flowOf(headers),
        dueAt: clock.now + delayMs,
      });
      return { messageId: key };
    });
    return jsonResponse(200, JSON.stringify(answers));
  }

  private get events(): readonly Event[] {
    return this.isSound ? [] : this.options.story.events;
  }

  private isRefused(name: string): boolean {
    const nth = this.offeredOf.get(name) ?? 0;
    this.offeredOf.set(name, nth + 1);
    const { strike } = this.options;
    const fault = this.events.find(
      (event) => event.kind === "refused-message" && event.of === name && event.nth === nth,
    );
    if (fault !== undefined) strike(fault);
    return fault !== undefined;
  }

  private accept(given: Omit<QueuedMessage, "index">): void {
    const { clock, strike } = this.options;
    const index = this.accepted++;
    const kind = given.givenUp === null ? given.name : "message-failed";
    const nth = this.acceptedOf.get(kind) ?? 0;
    this.acceptedOf.set(kind, nth + 1);
    const faults = this.events.filter(
      (event) =>
        (event.kind === "message" && event.index === index) ||
        (event.kind === "lost-message" && event.of === kind && event.nth === nth),
    );
    for (const event of faults) strike(event);
    if (faults.some(({ kind }) => kind === "lost-message")) return;
    let { body } = given;
    let at = given.dueAt;
    const copies: number[] = [];
    for (const event of faults) {
      if (event.kind !== "message") continue;
      if (event.what === "outdate") body = body.replace(/"v":\d+/, '"v":1');
      if (event.what === "delay") at += event.ms;
      if (event.what === "duplicate") copies.push(at + event.ms);
      if (event.what === "same-signature") this.sameSignature.add(index);
    }
    const message = { ...given, index, body };
    this.pending.set(index, message);
    for (const copy of copies) clock.at(copy, () => void this.attempt(message, message.retries));
    clock.at(at, () => void this.attempt(message, 0));
  }

  private async attempt(message: QueuedMessage, retried: number): Promise<void> {
    const { clock, deliver } = this.options;
    const nth = (this.delivered += 1);
    const deliveryId = this.sameSignature.has(message.index)
      ? `of ${String(message.index)}`
      : `delivery ${String(nth)}`;
    const work = () => deliver(message, deliveryId);
    const answer = await (message.flow === null
      ? work()
      : this.flow.through(message.flow.key, message.flow.parallelism, work));
    if (clock.now - message.dueAt > lateAfterMs) this.lateAt.set(jobOf(message.body), clock.now);
    if (answer !== null && answer.status >= 200 && answer.status < 300) this.pending.delete(message.index);
    else if (answer?.isNonRetryable === true || retried >= message.retries) this.giveUp(message, answer);
    else {
      const backoffMs = Math.min(86_400, Math.exp(2.5 * (retried + 1))) * 1000;
      clock.at(
        clock.now + (answer?.retryAfterSeconds ?? backoffMs / 1000) * 1000,
        () => void this.attempt(message, retried + 1),
      );
    }
  }

  private giveUp(message: QueuedMessage, answer: DeliveryAnswer | null): void {
    if (!this.pending.delete(message.index)) return;
    if (!message.hasFailureCallback) return;
    this.accept({
      name: message.name,
      body: message.body,
      dedupId: `callback of ${String(message.index)}`,
      retries: 3,
      hasFailureCallback: false,
      givenUp: `status ${String(answer?.status ?? 504)}: ${answer?.body ?? ""}`,
      flow: null,
      dueAt: this.options.clock.now,
    });
  }
}

function flowOf(headers: Readonly<Record<string, string | undefined>>): QueuedMessage["flow"] {
  const key = headers["upstash-flow-control-key"];
  const parallelism = /parallelism=(\d+)/.exec(headers["upstash-flow-control-value"] ?? "")?.[1];
  return key === undefined ? null : { key, parallelism: Number(parallelism ?? Infinity) };
}

/** The job that a message is about. */
export function jobOf(body: string): string {
  return (JSON.parse(body) as { jobId?: string }).jobId ?? "";
}
