import type { CborValue } from "../cbor-encode";
import { KEY_DEPOSIT, type Certificate, type DRep, type Output, type Utxo } from "./chain-tx";
import { fromHex } from "./digest";
import type { TxDraft } from "./tx-draft";
import type { Value } from "./value";

const POLICY_HEX = 56;

/** Everything of a body that the draft leaves to the builder. */
export interface BodyNumbers {
  readonly outputs: readonly Output[];
  readonly fee: bigint;
  readonly collateralReturn: Output | null;
  readonly totalCollateral: bigint | null;
  readonly auxiliaryDataHash: Uint8Array | null;
  readonly scriptDataHash: Uint8Array | null;
  readonly invalidBefore: number | null;
  readonly invalidHereafter: number;
}

/** The Conway body map with its keys ascending; absent parts have no key. */
export function bodyToCbor(draft: TxDraft, numbers: BodyNumbers, networkId: number): CborValue {
  const set = (items: readonly CborValue[]): CborValue =>
    draft.encoding.taggedSets ? { tag: 258, value: items } : items;
  const output = (item: Output): CborValue => outputToCbor(item, draft.encoding.mapOutputs);
  const { certificates = [], withdrawals = [], mint = new Map<string, bigint>(), referenceInputs = [] } = draft;
  const entries: (readonly [number, CborValue] | null)[] = [
    [0, set(draft.inputs.map(inputToCbor))],
    [1, numbers.outputs.map(output)],
    [2, numbers.fee],
    [3, numbers.invalidHereafter],
    certificates.length > 0 ? [4, set(certificates.map(certificateToCbor))] : null,
    withdrawals.length > 0 ? [5, { map: withdrawals.map((w) => [w.accountBytes, w.amount] as const) }] : null,
    numbers.auxiliaryDataHash === null ? null : [7, numbers.auxiliaryDataHash],
    numbers.invalidBefore === null ? null : [8, numbers.invalidBefore],
    mint.size > 0 ? [9, assetsToCbor(mint)] : null,
    numbers.scriptDataHash === null ? null : [11, numbers.scriptDataHash],
    draft.collateral === undefined ? null : [13, set(draft.collateral.inputs.map(inputToCbor))],
    draft.requiredSigners === undefined ? null : [14, set(draft.requiredSigners.map(fromHex))],
    draft.collateral === undefined ? null : [15, networkId],
    numbers.collateralReturn === null ? null : [16, output(numbers.collateralReturn)],
    numbers.totalCollateral === null ? null : [17, numbers.totalCollateral],
    referenceInputs.length > 0 ? [18, set(referenceInputs.map(inputToCbor))] : null,
  ];
  return { map: entries.filter((entry) => entry !== null) };
}

const inputToCbor = (input: Utxo): CborValue => [fromHex(input.txHash), input.index];

function outputToCbor(output: Output, mapForm: boolean): CborValue {
  const { address, value, datum } = output;
  if (!mapForm && datum?.kind !== "inline") {
    const legacy = [address.bytes, valueToCbor(value)];
    return datum === null ? legacy : [...legacy, fromHex(datum.datum.hash)];
  }
  const entries: (readonly [number, CborValue])[] = [
    [0, address.bytes],
    [1, valueToCbor(value)],
  ];
  if (datum?.kind === "hash") entries.push([2, [0, fromHex(datum.datum.hash)]]);
  if (datum?.kind === "inline") entries.push([2, [1, { tag: 24, value: datum.datum.cbor }]]);
  return { map: entries };
}

const valueToCbor = (value: Value): CborValue =>
  value.assets.size === 0 ? value.lovelace : [value.lovelace, assetsToCbor(value.assets)];

function assetsToCbor(assets: ReadonlyMap<string, bigint>): CborValue {
  const byPolicy = new Map<string, (readonly [Uint8Array, bigint])[]>();
  for (const [unit, quantity] of assets) {
    const policy = unit.slice(0, POLICY_HEX);
    const names = byPolicy.get(policy) ?? [];
    names.push([fromHex(unit.slice(POLICY_HEX)), quantity]);
    byPolicy.set(policy, names);
  }
  return { map: [...byPolicy].map(([policy, names]) => [fromHex(policy), { map: names }] as const) };
}

function certificateToCbor(certificate: Certificate): CborValue {
  const credential = [0, fromHex(certificate.stakeKeyHash)];
  const pool = certificate.poolHash === null ? [] : [fromHex(certificate.poolHash)];
  const drep = certificate.drep === null ? [] : [drepToCbor(certificate.drep)];
  const deposit = [7, 8, 11, 12, 13].includes(certificate.number) ? [KEY_DEPOSIT] : [];
  return [certificate.number, credential, ...pool, ...drep, ...deposit];
}

function drepToCbor(drep: DRep): CborValue {
  if (drep.kind === "key") return [0, fromHex(drep.hash)];
  return [drep.kind === "abstain" ? 2 : 3];
}
