import { expect, it } from "vitest";
import { waterfallBars } from "@/app/chart/waterfall-bars";

it("each bar begins where the one before ended, between the least and the most of the sum", () => {
  const steps = [
    { from: 0n, to: 100n },
    { from: 100n, to: 300n },
    { from: 300n, to: -100n },
    { from: -100n, to: -100n },
    { from: 0n, to: -100n },
  ];
  expect(waterfallBars(steps)).toEqual({
    bars: [
      { left: "25%", width: "25%" },
      { left: "50%", width: "50%" },
      { left: "0%", width: "100%" },
      { left: "0%", width: "0%" },
      { left: "0%", width: "25%" },
    ],
    zero: "25%",
  });
});

it("a sum that never moved is nothing, at the left", () => {
  expect(waterfallBars([{ from: 0n, to: 0n }])).toEqual({ bars: [{ left: "0%", width: "0%" }], zero: "0%" });
});
