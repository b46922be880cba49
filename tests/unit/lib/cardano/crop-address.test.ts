import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { cropAddress } from "@/lib/cardano/crop-address";
import { decodeTransaction } from "@/lib/cardano/decode-transaction";
import { parseAddressBytes } from "@/lib/cardano/parse-address-bytes";
import * as c from "../../../support/cbor-hex";
import { address, hashOf } from "../../../support/raw-tx-fixture";

const payment = hashOf("a1");
const stake = hashOf("50");
/** The pointer of CIP-19's test vectors: slot 2498243, transaction 27, certificate 3. */
const pointer = "8198bd431b03";

const crops = (hex: string) => bytesToHex(cropAddress(hexToBytes(hex)));

const kinds = [
  ["base", `01${payment}${stake}`],
  ["base of a script and a script", `31${payment}${stake}`],
  ["base on a test network", `00${payment}${stake}`],
  ["pointer", `41${payment}${pointer}`],
  ["pointer of a script", `51${payment}${pointer}`],
  ["pointer too large for any slot", `41${payment}ffffffffffffffffff7f8100ffff7f`],
  ["enterprise", `61${payment}`],
  ["enterprise of a script", `71${payment}`],
] as const;

describe("an address in an output", () => {
  it.each(kinds)("%s ends where the ledger ends it", (_, hex) => {
    expect([hex, `${hex}b201`, `${hex}00`, `${hex}${"ff".repeat(300)}`].map(crops)).toEqual([hex, hex, hex, hex]);
  });

  it("that is too short, of Byron, of a reward account or of no kind stays as it is", () => {
    const whole = ["", "01", `01${payment}`, `61${payment.slice(2)}`, `41${payment}81`, `41${payment}0101`];
    const byron = "82d818582183581cba970ad36654d8dd8f74274b733452ddeab9a62a397746be3c42ccdda0001a9026da5b00";
    const others = [byron, `e1${stake}0000`, `91${payment}0000`];
    expect([...whole, ...others].map(crops)).toEqual([...whole, ...others]);
  });
});

describe("a transaction", () => {
  const withOutput = (output: string) =>
    c.array(
      c.map(
        [c.int(0), c.array(c.array(c.bytes("07".repeat(32)), c.int(0)))],
        [c.int(1), c.array(output)],
        [c.int(2), c.int(170_000)],
      ),
      c.map(),
      c.yes,
      c.nil,
    );
  const outputOf = (hex: string) => decodeTransaction(withOutput(hex), "mainnet").body.outputs[0]?.address;

  it.each(kinds)("pays to its %s address whatever stands behind it", (_, hex) => {
    const long = c.bytes(`${hex}b201`);
    expect([
      outputOf(c.array(long, c.int(1))),
      outputOf(c.map([c.int(0), long], [c.int(1), c.int(1)])),
      outputOf(c.array(c.bytes(hex), c.int(1))),
    ]).toEqual([address(hex), address(hex), address(hex)]);
  });
});

it("what a person pastes is not cropped: there a byte too many is a mistake", () => {
  expect(() => parseAddressBytes(hexToBytes(`01${payment}${stake}00`))).toThrow("57 bytes");
});
