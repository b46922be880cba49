import { Journal } from "@/dev/qstash/journal";
import type { DeadMessage, Message } from "@/dev/qstash/message";
import type { ScheduleEntry } from "@/dev/qstash/schedule";

export interface Queue {
  name: string;
  parallelism: number;
  paused: boolean;
  createdAt: number;
  updatedAt: number;
}

/** What an operator has set for a flow-control key; it outranks what messages ask for. */
export interface FlowSetting {
  paused: boolean;
  pinnedParallelism: number | undefined;
  pinnedRate: { rate: number; periodSeconds: number } | undefined;
}

/** Signing keys after a rotation, valid as long as the server is started with the pair that was rotated away from. */
export interface RotatedKeys {
  startedWith: string;
  current: string;
  next: string;
}

export interface Deduplication {
  messageId: string;
  expiresAt: number;
}

interface Tables {
  messages: Message;
  dlq: DeadMessage;
  schedules: ScheduleEntry;
  queues: Queue;
  flows: FlowSetting;
  deduplications: Deduplication;
  keys: RotatedKeys;
}

/** One row written, or removed (`null`). */
export type Change = { [T in keyof Tables]: { table: T; key: string; value: Tables[T] | null } }[keyof Tables];

const COMPACT_ABOVE_BYTES = 64 * 1_048_576;

/** All lasting state. Reads are from memory; a commit is one journal line, so its changes come back together or not at all. */
export class Store {
  private readonly tables: { [T in keyof Tables]: Map<string, Tables[T]> } = {
    messages: new Map(),
    dlq: new Map(),
    schedules: new Map(),
    queues: new Map(),
    flows: new Map(),
    deduplications: new Map(),
    keys: new Map(),
  };
  private readonly journal: Journal | undefined;
  private compactAbove = COMPACT_ABOVE_BYTES;

  /** Without a file the state lives as long as the process. Throws when the file is not ours or damaged within. */
  constructor(file: string | undefined) {
    if (file === undefined) {
      return;
    }
    const { journal, lines } = Journal.open(file);
    this.journal = journal;
    for (const [index, line] of lines.entries()) {
      this.apply(parseChanges(line, `${file}:${index + 2}`));
    }
    this.compact(journal);
  }

  get messages(): ReadonlyMap<string, Message> {
    return this.tables.messages;
  }

  get dlq(): ReadonlyMap<string, DeadMessage> {
    return this.tables.dlq;
  }

  get schedules(): ReadonlyMap<string, ScheduleEntry> {
    return this.tables.schedules;
  }

  get queues(): ReadonlyMap<string, Queue> {
    return this.tables.queues;
  }

  get flows(): ReadonlyMap<string, FlowSetting> {
    return this.tables.flows;
  }

  get deduplications(): ReadonlyMap<string, Deduplication> {
    return this.tables.deduplications;
  }

  get keys(): ReadonlyMap<string, RotatedKeys> {
    return this.tables.keys;
  }

  /** On disk first, then in memory; throws, with nothing changed, when the disk refuses. */
  commit(changes: readonly Change[]): void {
    if (changes.length === 0) {
      return;
    }
    this.journal?.append(JSON.stringify(changes));
    this.apply(changes);
    if (this.journal !== undefined && this.journal.bytes > this.compactAbove) {
      this.compact(this.journal);
    }
  }

  close(): void {
    this.journal?.close();
  }

  private apply(changes: readonly Change[]): void {
    for (const { table, key, value } of changes) {
      const rows: Map<string, unknown> = this.tables[table];
      if (value === null) {
        rows.delete(key);
      } else {
        rows.set(key, value);
      }
    }
  }

  private compact(journal: Journal): void {
    const lines: string[] = [];
    for (const [table, rows] of Object.entries(this.tables)) {
      for (const [key, value] of rows as Map<string, unknown>) {
        lines.push(JSON.stringify([{ table, key, value }]));
      }
    }
    journal.rewrite(lines);
    this.compactAbove = Math.max(COMPACT_ABOVE_BYTES, 2 * journal.bytes);
  }
}

function parseChanges(line: string, place: string): Change[] {
  try {
    return JSON.parse(line) as Change[];
  } catch {
    throw new Error(`${place} is damaged: remove the file to start the local QStash anew`);
  }
}
