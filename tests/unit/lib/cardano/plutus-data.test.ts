import { describe, expect, it } from "vitest";
import { decodePlutusData } from "@/lib/cardano/plutus-data";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import { array, bytes, indefiniteArray, indefiniteBytes, int, map, tag, text } from "../../../support/cbor-hex";

describe("Plutus data", () => {
  it("knows constructors in their three forms", () => {
    expect(
      [tag(121, array()), tag(1280, array(int(1))), tag(102, array(int(200), array()))].map(decodePlutusData),
    ).toEqual([
      { kind: "constr", alternative: 0, fields: [] },
      { kind: "constr", alternative: 7, fields: [{ kind: "int", value: 1n }] },
      { kind: "constr", alternative: 200, fields: [] },
    ]);
  });

  it("keeps duplicate keys, chunks of bytes and integers beyond 64 bits", () => {
    const data = indefiniteArray(
      map([bytes("aa"), int(1)], [bytes("aa"), int(2)]),
      indefiniteBytes("01", "0203"),
      tag(2, bytes("010000000000000000")),
      tag(3, bytes("ff")),
    );
    const key = { kind: "bytes", hex: "aa" };
    expect(decodePlutusData(data)).toEqual({
      kind: "list",
      items: [
        {
          kind: "map",
          entries: [
            { key, value: { kind: "int", value: 1n } },
            { key, value: { kind: "int", value: 2n } },
          ],
        },
        { kind: "bytes", hex: "010203" },
        { kind: "int", value: 18_446_744_073_709_551_616n },
        { kind: "int", value: -256n },
      ],
    });
  });

  it.each([
    ["text", text("no")],
    ["an unknown tag", tag(30, array())],
    ["two items", int(1) + int(2)],
    ["a cut item", "d879"],
  ])("refuses %s", (_, cbor) => {
    expect(() => decodePlutusData(cbor)).toThrow(TransactionDecodeError);
  });
});
