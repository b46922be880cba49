import { FlowGate } from "@/dev/qstash/flow-gate";
import type { Message } from "@/dev/qstash/message";

export interface QueueLimits {
  parallelism: number;
  paused: boolean;
}

/**
 * Messages that are due, in one first-in-first-out lane per queue or flow-control key, and the rule which may start now.
 * A lane whose head has to wait waits as a whole; lanes take turns for the places that are free.
 */
export class WaitingRoom {
  private readonly lanes = new Map<string, Message[]>();
  private readonly gates = new Map<string, FlowGate>();
  /** Messages of a queue that were started and are not settled: one that waits for its retry keeps its place. */
  private readonly queueHolders = new Map<string, Set<string>>();
  private readonly active = new Set<string>();

  constructor(
    private readonly concurrency: number,
    private readonly queueLimits: (name: string) => QueueLimits,
  ) {}

  get activeCount(): number {
    return this.active.size;
  }

  isActive(messageId: string): boolean {
    return this.active.has(messageId);
  }

  gate(key: string): FlowGate {
    const known = this.gates.get(key);
    if (known !== undefined) {
      return known;
    }
    const gate = new FlowGate();
    this.gates.set(key, gate);
    return gate;
  }

  hasGate(key: string): boolean {
    return this.gates.has(key);
  }

  flowKeys(): string[] {
    return [...this.gates.keys()];
  }

  waitingFor(match: { queueName: string } | { flowKey: string }): number {
    const waiting = [...this.lanes.values()].flat();
    return waiting.filter((message) =>
      "queueName" in match ? message.queueName === match.queueName : message.flowControl?.key === match.flowKey,
    ).length;
  }

  /** Keeps the place in its queue of a message that had been started before a restart. */
  hold(message: Message): void {
    if (message.queueName !== undefined) {
      this.holders(message.queueName).add(message.messageId);
    }
  }

  /** Takes in a message that is due. One that already holds a place in its queue goes to the front. */
  enter(message: Message): void {
    const lane = laneOf(message);
    const waiting = this.lanes.get(lane) ?? [];
    if (this.holdsPlace(message)) {
      waiting.unshift(message);
    } else {
      waiting.push(message);
    }
    this.lanes.set(lane, waiting);
  }

  /** The messages that may start now, counted as started. */
  takeStartable(now: number): Message[] {
    const taken: Message[] = [];
    let startedInRound = true;
    while (startedInRound) {
      startedInRound = false;
      for (const [lane, waiting] of [...this.lanes]) {
        const head = waiting[0];
        if (head !== undefined && this.mayStart(head, now)) {
          waiting.shift();
          this.start(head, now);
          taken.push(head);
          startedInRound = true;
          this.moveToBack(lane, waiting);
        }
      }
    }
    return taken;
  }

  /** When a lane that waits for its next rate period may go on; undefined when none does. */
  nextRateStart(now: number): number | undefined {
    const starts = [...this.lanes.values()]
      .map((waiting) => waiting[0]?.flowControl)
      .map((flow) => (flow === undefined ? undefined : this.gate(flow.key).nextPeriodStart(now)))
      .filter((start) => start !== undefined);
    return starts.length === 0 ? undefined : Math.min(...starts);
  }

  /** Ends a delivery. `settled` when the message will not be tried again. */
  leave(message: Message, settled: boolean): void {
    this.active.delete(message.messageId);
    if (message.flowControl !== undefined) {
      this.gate(message.flowControl.key).finish();
    }
    if (settled) {
      this.releasePlace(message);
    }
  }

  /** Forgets a cancelled message; one that is being delivered keeps its places until `leave`. */
  remove(message: Message): void {
    const lane = laneOf(message);
    const waiting = this.lanes.get(lane);
    if (waiting !== undefined) {
      this.lanes.set(
        lane,
        waiting.filter((other) => other.messageId !== message.messageId),
      );
    }
    if (!this.active.has(message.messageId)) {
      this.releasePlace(message);
    }
  }

  private mayStart(message: Message, now: number): boolean {
    if (this.active.size >= this.concurrency) {
      return false;
    }
    if (message.queueName !== undefined) {
      const limits = this.queueLimits(message.queueName);
      const isFull = !this.holdsPlace(message) && this.holders(message.queueName).size >= limits.parallelism;
      if (limits.paused || isFull) {
        return false;
      }
    }
    return message.flowControl === undefined || this.gate(message.flowControl.key).mayStart(now);
  }

  private start(message: Message, now: number): void {
    this.active.add(message.messageId);
    this.hold(message);
    if (message.flowControl !== undefined) {
      this.gate(message.flowControl.key).start(now);
    }
  }

  private moveToBack(lane: string, waiting: Message[]): void {
    this.lanes.delete(lane);
    if (waiting.length > 0) {
      this.lanes.set(lane, waiting);
    }
  }

  private holders(queueName: string): Set<string> {
    const known = this.queueHolders.get(queueName);
    if (known !== undefined) {
      return known;
    }
    const holders = new Set<string>();
    this.queueHolders.set(queueName, holders);
    return holders;
  }

  private holdsPlace(message: Message): boolean {
    return message.queueName !== undefined && this.holders(message.queueName).has(message.messageId);
  }

  private releasePlace(message: Message): void {
    if (message.queueName !== undefined) {
      this.holders(message.queueName).delete(message.messageId);
    }
  }
}

function laneOf(message: Message): string {
  if (message.queueName !== undefined) {
    return `queue:${message.queueName}`;
  }
  return message.flowControl === undefined ? "direct" : `flow:${message.flowControl.key}`;
}
