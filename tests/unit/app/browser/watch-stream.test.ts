import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchStream } from "@/app/browser/watch-stream";

class Source extends EventTarget {
  static readonly CLOSED = 2;
  readyState = 0;
  say(name: "open" | "error", readyState = 0) {
    this.readyState = readyState;
    this.dispatchEvent(new Event(name));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Source);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function watched() {
  const source = new Source();
  const told: string[] = [];
  const end = watchStream(source as unknown as EventSource, {
    onLost: (lost) => told.push(lost ? "lost" : "there"),
    onBack: () => told.push("back"),
    onRefused: () => told.push("refused"),
  });
  return { source, told, end };
}

it("says nothing of a stream that is back at once", () => {
  const { source, told } = watched();
  source.say("error");
  vi.advanceTimersByTime(3_000);
  source.say("open");
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});

it("says that it is lost, though it fails again and again, and that it is back", () => {
  const { source, told } = watched();
  for (let tries = 0; tries < 4; tries += 1) {
    source.say("error");
    vi.advanceTimersByTime(3_000);
  }
  expect(told).toEqual(["lost"]);
  source.say("open");
  expect(told).toEqual(["lost", "there", "back"]);
});

it("says that it is refused, and nothing after its end", () => {
  const { source, told, end } = watched();
  source.say("error", 2);
  end();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(["refused", "there"]);
});
