import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Store, type Change } from "@/dev/qstash/store";

let folder: string;
let file: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "qstash-store-"));
  file = path.join(folder, "nested", "journal");
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function queue(name: string, parallelism = 1): Change {
  return { table: "queues", key: name, value: { name, parallelism, paused: false, createdAt: 1, updatedAt: 1 } };
}

/** What a start after kill -9 finds: the first store is deliberately never closed. */
function reopened(): string[] {
  return [...new Store(file).queues.values()].map(({ name, parallelism }) => `${name}:${parallelism}`);
}

describe("Store", () => {
  it("brings back what was committed, deletions and later versions included", () => {
    const store = new Store(file);
    store.commit([queue("a"), queue("b"), queue("c")]);
    store.commit([queue("b", 5), { table: "queues", key: "a", value: null }]);
    expect(reopened()).toEqual(["b:5", "c:1"]);
  });

  it("has the commit on disk when it returns", () => {
    const store = new Store(file);
    store.commit([queue("a")]);
    expect(fs.readFileSync(file, "utf8").trimEnd().split("\n").at(-1)).toBe(JSON.stringify([queue("a")]));
  });

  it("forgets a last line that was torn, wherever it was torn", () => {
    const store = new Store(file);
    store.commit([queue("a")]);
    const sizeBefore = fs.statSync(file).size;
    store.commit([queue("b"), queue("c")]);
    const whole = fs.readFileSync(file);
    for (let length = sizeBefore; length < whole.length; length += 1) {
      fs.writeFileSync(file, whole.subarray(0, length));
      expect(reopened()).toEqual(["a:1"]);
    }
    fs.writeFileSync(file, whole);
    expect(reopened()).toEqual(["a:1", "b:1", "c:1"]);
  });

  it("appends after a torn line without harm", () => {
    new Store(file).commit([queue("a")]);
    fs.appendFileSync(file, '[{"table":"que');
    new Store(file).commit([queue("b")]);
    expect(reopened()).toEqual(["a:1", "b:1"]);
  });

  it("is compacted by a start", () => {
    const store = new Store(file);
    for (let version = 1; version <= 50; version += 1) {
      store.commit([queue("a", version)]);
    }
    new Store(file);
    const lines = fs.readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines).toEqual(['{"journal":"qstash","version":1}', JSON.stringify([queue("a", 50)])]);
  });

  it("refuses a foreign file and one damaged in its middle, and leaves both as they are", () => {
    new Store(file).commit([queue("a")]);
    fs.appendFileSync(file, "damage\n");
    const damaged = fs.readFileSync(file, "utf8");
    expect(() => new Store(file)).toThrow(`${file}:3 is damaged`);
    expect(fs.readFileSync(file, "utf8")).toBe(damaged);
    fs.writeFileSync(file, "something else\n");
    expect(() => new Store(file)).toThrow("is not a journal of this version");
    expect(fs.readFileSync(file, "utf8")).toBe("something else\n");
  });

  it("changes nothing in memory when the disk refuses", () => {
    const store = new Store(file);
    store.close();
    expect(() => store.commit([queue("a")])).toThrow("is closed");
    expect([...store.queues]).toEqual([]);
  });
});
