import { expect, it } from "vitest";
import { recoveryKeyFile } from "@/app/words/recovery-key-file";

it("has the key on a line of its own, and says where it is good and for what", () => {
  const text = recoveryKeyFile({ recoveryKey: "0A1B2C-5", site: "https://a.example", madeAt: "2026-11-29T10:00:00Z" });
  expect(text.split("\n")).toEqual([
    "Recovery key of Cardano DeFi Assistant",
    "",
    "0A1B2C-5",
    "",
    "It brings your list of wallets back at https://a.example/recover. It cannot spend anything and is not a seed phrase.",
    "Whoever has it comes into your account: keep it where you keep passwords. A newer key makes this one worthless.",
    "Saved on 2026-11-29.",
    "",
  ]);
});
