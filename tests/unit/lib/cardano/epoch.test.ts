import { describe, expect, it } from "vitest";
import { NETWORKS, epochOfSlot, timeOfSlot } from "@/dev/chain/model/networks";
import { epochAt, epochStart } from "@/lib/cardano/epoch";

describe("Epochs", () => {
  it("begin when the network's own explorers say", () => {
    const starts = [
      epochStart("mainnet", 0),
      epochStart("mainnet", 208),
      epochStart("mainnet", 500),
      epochStart("preprod", 4),
      epochStart("preview", 0),
    ];
    expect(starts.map((start) => start.toISOString())).toEqual([
      "2017-09-23T21:44:51.000Z",
      "2020-07-29T21:44:51.000Z",
      "2024-07-28T21:44:51.000Z",
      "2022-06-21T00:00:00.000Z",
      "2022-10-25T00:00:00.000Z",
    ]);
  });

  it("hold their first moment and not the next one's, on every network", () => {
    for (const network of ["mainnet", "preprod", "preview"] as const) {
      const start = epochStart(network, 300);
      const end = new Date(epochStart(network, 301).getTime() - 1);
      expect([epochAt(network, start), epochAt(network, end)]).toEqual([300, 300]);
    }
  });

  it("are those of the simulated chain", () => {
    for (const network of Object.values(NETWORKS)) {
      const slots = [network.firstSlot, network.firstSlot + 1_234_567, network.firstSlot + 99_999_999];
      const ours = slots.map((slot) => epochAt(network.name, new Date(timeOfSlot(network, slot) * 1000)));
      expect(ours).toEqual(slots.map((slot) => epochOfSlot(network, slot)));
    }
  });
});
