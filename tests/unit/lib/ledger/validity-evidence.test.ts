import { expect, test } from "vitest";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { evidenceOf } from "@/lib/ledger/validity-evidence";
import { foreign, otherOwn, own, rawTx, txHashOf } from "@/tests/support/raw-tx-fixture";

const collateral = { txHash: txHashOf(7), index: 0 };
const at = (address: PaymentAddress) => () => ({ address }) as never;
const unknown = () => undefined;
const tx = rawTx({ collateralInputs: [collateral] });
const returning = rawTx({ collateralInputs: [collateral], collateralReturn: otherOwn });

test.each([
  ["without collateral nothing could have failed", rawTx({}), [own], unknown, null],
  ["what failure excludes has named it", tx, null, at(own), "list"],
  ["an address is named that is no collateral's", tx, [own, foreign], at(own), "list"],
  ["only the collateral's own address is named", tx, [own], at(own), "proof"],
  ["only that and where the rest was given back are named", returning, [own, otherOwn], at(own), "proof"],
  ["somebody else paid the collateral", tx, [own], unknown, "list"],
  ["nobody can read where the collateral stood", tx, [own, foreign], () => "unreadable" as const, "proof"],
  ["the list names no address", tx, [], at(own), "proof"],
])("%s", (_name, given, listed, resolve, evidence) => {
  expect(evidenceOf(given, listed, resolve)).toBe(evidence);
});
