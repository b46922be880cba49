import { describe, expect, it } from "vitest";
import { createMessage, type Message } from "@/dev/qstash/message";
import { parsePublishHeaders } from "@/dev/qstash/publish-options";
import { WaitingRoom, type QueueLimits } from "@/dev/qstash/waiting-room";

const NOW = 1_700_000_000_000;

function message(name: string, headers: Record<string, string> = {}, queueName?: string): Message {
  const options = parsePublishHeaders({ "upstash-label": name, ...headers }, NOW);
  return createMessage("http://h.example/", options, Buffer.alloc(0), { now: NOW, callerIp: "127.0.0.1", queueName });
}

function flow(key: string, value: string): Record<string, string> {
  return { "upstash-flow-control-key": key, "upstash-flow-control-value": value };
}

function roomWith(messages: Message[], concurrency = 100, limits?: QueueLimits): WaitingRoom {
  const room = new WaitingRoom(concurrency, () => limits ?? { parallelism: 1, paused: false });
  for (const each of messages) {
    if (each.flowControl !== undefined) {
      room.gate(each.flowControl.key).request(each.flowControl);
    }
    room.enter(each);
  }
  return room;
}

function names(messages: Message[]): string[] {
  return messages.flatMap(({ labels }) => labels);
}

describe("WaitingRoom", () => {
  it("starts everything that has no limit, in order", () => {
    expect(names(roomWith([message("a"), message("b")]).takeStartable(NOW))).toEqual(["a", "b"]);
  });

  it("never passes the global concurrency, and gives lanes their turns", () => {
    const limit = flow("k", "parallelism=9");
    const [a, b, c] = [message("a"), message("b"), message("c")];
    const room = roomWith([a, b, c, message("k1", limit), message("k2", limit)], 2);
    expect(names(room.takeStartable(NOW))).toEqual(["a", "k1"]);
    expect(room.takeStartable(NOW)).toEqual([]);
    room.leave(a, true);
    expect(names(room.takeStartable(NOW))).toEqual(["b"]);
  });

  it("holds a key to its parallelism without holding back others", () => {
    const limit = flow("k", "parallelism=1");
    const first = message("k1", limit);
    const room = roomWith([first, message("k2", limit), message("free")]);
    expect(names(room.takeStartable(NOW))).toEqual(["k1", "free"]);
    expect(room.waitingFor({ flowKey: "k" })).toBe(1);
    room.leave(first, false);
    expect(names(room.takeStartable(NOW))).toEqual(["k2"]);
  });

  it("holds a key to its rate per period and tells when the next begins", () => {
    const limit = flow("k", "rate=2, period=10s");
    const room = roomWith(["1", "2", "3"].map((name) => message(name, limit)));
    expect(names(room.takeStartable(NOW))).toEqual(["1", "2"]);
    expect(room.nextRateStart(NOW)).toBe(NOW + 10_000);
    expect(room.takeStartable(NOW + 9_999)).toEqual([]);
    expect(names(room.takeStartable(NOW + 10_000))).toEqual(["3"]);
    expect(room.nextRateStart(NOW + 10_000)).toBeUndefined();
  });

  it("obeys a pause and pins rather than the messages", () => {
    const limit = flow("k", "parallelism=3");
    const room = roomWith(["1", "2", "3"].map((name) => message(name, limit)));
    room.gate("k").set({ paused: true, pinnedParallelism: undefined, pinnedRate: undefined });
    expect(room.takeStartable(NOW)).toEqual([]);
    room.gate("k").set({ paused: false, pinnedParallelism: 2, pinnedRate: undefined });
    expect(names(room.takeStartable(NOW))).toEqual(["1", "2"]);
  });

  it("keeps a queue first in, first out: its head blocks it while it waits for a retry", () => {
    const head = message("head", {}, "q");
    const room = roomWith([head, message("second", {}, "q")]);
    expect(names(room.takeStartable(NOW))).toEqual(["head"]);
    room.leave(head, false);
    expect(room.takeStartable(NOW)).toEqual([]);
    room.enter(head);
    expect(names(room.takeStartable(NOW))).toEqual(["head"]);
    room.leave(head, true);
    expect(names(room.takeStartable(NOW))).toEqual(["second"]);
  });

  it("keeps the place of a message that was being retried before a restart", () => {
    const room = roomWith([]);
    const retrying = message("retrying", {}, "q");
    room.hold(retrying);
    room.enter(message("second", {}, "q"));
    expect(room.takeStartable(NOW)).toEqual([]);
    room.remove(retrying);
    expect(names(room.takeStartable(NOW))).toEqual(["second"]);
  });

  it("starts nothing of a paused queue", () => {
    expect(roomWith([message("a", {}, "q")], 100, { parallelism: 5, paused: true }).takeStartable(NOW)).toEqual([]);
  });

  it("forgets a cancelled message, and frees its place only once its delivery has ended", () => {
    const [first, second, third] = [message("1", {}, "q"), message("2", {}, "q"), message("3", {}, "q")];
    const room = roomWith([first, second, third]);
    room.takeStartable(NOW);
    room.remove(first);
    room.remove(second);
    expect(room.takeStartable(NOW)).toEqual([]);
    room.leave(first, true);
    expect(names(room.takeStartable(NOW))).toEqual(["3"]);
  });
});
