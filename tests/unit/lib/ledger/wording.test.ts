import { expect, test } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { amountWords, tellAmounts, unitsTold } from "@/lib/ledger/wording";

const unit = (digits: string, name: string) => (digits.repeat(28) + Buffer.from(name).toString("hex")) as Unit;
const min = unit("aa", "MIN");
const indy = unit("bb", "INDY");
const nameless = unit("cc", "");
const lovelace = "lovelace" as Unit;

const tell = (asked: Unit, quantity: bigint) => {
  const known: Readonly<Record<string, string>> = { [min]: "MIN", [indy]: "INDY" };
  return known[asked] === undefined ? null : `${quantity} ${known[asked]}`;
};
const said = (...amounts: [Unit, bigint][]) => tellAmounts(amountWords(new Map(amounts)), tell);

test("tells tokens by what is known of each, else by their number", () => {
  expect([
    said(),
    said([lovelace, -2_500_000n]),
    said([min, -7n]),
    said([lovelace, 1n], [min, 7n]),
    said([min, 7n], [indy, 2n ** 64n]),
    said([min, 7n], [nameless, 1n]),
    said([nameless, 1n]),
    said([min, 1n], [indy, 1n], [nameless, 1n], [unit("dd", ""), 1n]),
    tellAmounts(amountWords(new Map([[min, 7n]]))),
  ]).toEqual([
    "nothing",
    "2.5 ADA",
    "7 MIN",
    "0.000001 ADA and 7 MIN",
    "7 MIN and 18446744073709551616 INDY",
    "2 tokens",
    "1 token",
    "4 tokens",
    "1 token (MIN)",
  ]);
});

test("names the tokens that a text tells of, and leaves any other text alone", () => {
  const text = `Swapped ${amountWords(new Map([[min, 7n]]))} for ${amountWords(
    new Map([
      [indy, 1n],
      [nameless, 2n],
    ]),
  )}`;
  expect([unitsTold(text), tellAmounts("{abc 5} {} {lovelace 5}", tell)]).toEqual([
    [min, indy, nameless],
    "{abc 5} {} {lovelace 5}",
  ]);
});
