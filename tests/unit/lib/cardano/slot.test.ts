import { describe, expect, it } from "vitest";
import { slotStart } from "@/lib/cardano/slot";

describe("When a slot of mainnet begins", () => {
  it.each([
    [0, "2017-09-23T21:44:51.000Z"],
    [4_492_799, "2020-07-29T21:44:31.000Z"],
    [4_492_800, "2020-07-29T21:44:51.000Z"],
    [4_492_801, "2020-07-29T21:44:52.000Z"],
    // Blockfrost's answer about transaction 027c3779f22e8c1cedcecdc9db19acd68ccad202f7a99aceca88a554ddf6949e.
    [132_270_500, "2024-08-16T19:33:11.000Z"],
  ])("%i: %s", (slot, time) => expect(slotStart(slot).toISOString()).toBe(time));
});
