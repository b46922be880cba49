import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { z } from "zod";

/** A message that was handed over and is not brought yet. */
interface HeldMessage {
  readonly name: string;
  readonly payload: unknown;
  readonly dueAt: number;
}

/** QStash's `batch`, whose messages are taken by hand, the one that is due first first. */
export interface HeldQueue {
  readonly url: string;
  /** Messages that it counts: without those that it had within ten minutes. */
  readonly taken: () => number;
  /** Null where none is due by then. */
  next(untilMs: number): HeldMessage | null;
  close(): Promise<void>;
}

const rememberedMs = 600_000;

const batch = z.array(
  z.object({ destination: z.string(), body: z.string(), headers: z.record(z.string(), z.string()) }),
);

export async function startHeldQueue(now: () => number): Promise<HeldQueue> {
  const held: HeldMessage[] = [];
  const known = new Map<string, number>();
  let taken = 0;
  const take = ({ destination, body, headers }: z.output<typeof batch>[number]): object => {
    const words = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const id = words.get("upstash-deduplication-id") ?? "";
    if (now() - (known.get(id) ?? -Infinity) < rememberedMs) return { messageId: "known", deduplicated: true };
    known.set(id, now());
    taken += 1;
    const delayMs = Number.parseInt(words.get("upstash-delay") ?? "0", 10) * 1_000;
    held.push({ name: destination.split("/").at(-1) ?? "", payload: JSON.parse(body), dueAt: now() + delayMs });
    return { messageId: `message-${String(taken)}` };
  };
  const server = createServer((request, response) => {
    void json(request).then((given) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(batch.parse(given).map(take)));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    taken: () => taken,
    next: (untilMs) => {
      const [first] = held.toSorted((a, b) => a.dueAt - b.dueAt);
      if (first === undefined || first.dueAt > untilMs) return null;
      held.splice(held.indexOf(first), 1);
      return first;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
