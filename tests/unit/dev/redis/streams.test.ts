import { describe, expect, it } from "vitest";
import { createEmbeddedRedis, START_MS } from "@/tests/unit/dev/redis/embedded-redis";

describe("streams", () => {
  it("gives ever higher ids, also where the clock stands or goes back", async () => {
    const { run, advance } = await createEmbeddedRedis();
    const now = String(START_MS);
    expect(run("XADD x * f 1", "XADD x * f 2")).toEqual([`${now}-0`, `${now}-1`]);
    advance(-5000);
    expect(
      run("XADD x * f 3", `XADD x ${now}-* f 4`, `XADD x ${now}-1 f 5`, "XADD y 0-0 f 1", "XADD y 0-* f 1"),
    ).toEqual([
      `${now}-2`,
      `${now}-3`,
      "-ERR The ID specified in XADD is equal or smaller than the target stream top item",
      "-ERR The ID specified in XADD must be greater than 0-0",
      "0-1",
    ]);
  });

  it("reads ranges and what came after an id", async () => {
    const { run } = await createEmbeddedRedis();
    run("XADD x 1-1 a 1", "XADD x 1-2 b 2", "XADD x 2-1 c 3 d 4");
    const first = ["1-1", ["a", "1"]];
    const second = ["1-2", ["b", "2"]];
    const third = ["2-1", ["c", "3", "d", "4"]];
    expect(
      run("XRANGE x - +", "XRANGE x 1 1", "XRANGE x (1-1 + COUNT 1", "XREVRANGE x + - COUNT 2", "XRANGE none - +"),
    ).toEqual([[first, second, third], [first, second], [second], [third, second], []]);
    expect(
      run("XREAD COUNT 1 STREAMS x y 1-1 0", "XREAD STREAMS x $", "XREAD STREAMS x y 0", "XREAD BLOCK 0 STREAMS x $"),
    ).toEqual([
      [["x", [second]]],
      null,
      "-ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.",
      "-ERR BLOCK is not supported by the embedded Redis",
    ]);
  });

  it("trims exactly, and by whole nodes where an approximation will do", async () => {
    const { run } = await createEmbeddedRedis();
    for (let id = 1; id <= 250; id++) run(`XADD x ${String(id)}-0 f v`);
    expect(
      run(
        "XTRIM x MAXLEN ~ 60",
        "XLEN x",
        "XTRIM x MINID = 241",
        "XADD x MAXLEN = 3 300 f v",
        "XLEN x",
        "XDEL x 300 1",
      ),
    ).toEqual([100, 150, 140, "300-0", 3, 1]);
    expect(run("XTRIM x MAXLEN 0", "EXISTS x", "XADD x 300 f v", "XADD none NOMKSTREAM * f v", "XTRIM x")).toEqual([
      2,
      1,
      "-ERR The ID specified in XADD is equal or smaller than the target stream top item",
      null,
      "-ERR wrong number of arguments for 'xtrim' command",
    ]);
  });
});
