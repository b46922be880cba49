import { concatBytes } from "@noble/hashes/utils.js";
import { encodeCbor } from "../cbor-encode";
import { netDeposit, utxoKey, withdrawn, type ChainTx, type Output, type Redeemer, type Utxo } from "./chain-tx";
import { languageView } from "./cost-models";
import { blake256, fromHex, toHex } from "./digest";
import { bodyToCbor, type BodyNumbers } from "./encode-body";
import {
  auxiliaryDataToBytes,
  datumsToCbor,
  redeemersToCbor,
  SIGNATURE_BYTES,
  witnessesToCbor,
} from "./encode-witnesses";
import { epochOfSlot, type Network } from "./networks";
import type { Random } from "./random";
import type { DraftRedeemer, TxDraft } from "./tx-draft";
import { add, isNonNegative, subtract, sum, ZERO, type Value } from "./value";

const FEE_CONSTANT = 155_381n;
const FEE_PER_BYTE = 44n;
const PLACEHOLDER_FEE = 1_000_000n;
/** The change's integer may grow by some bytes once the fee is known. */
const SIZE_MARGIN_BYTES = 16;
const VALIDITY_SLOTS = 7_200;
const ENCODED_TAIL_BYTES = 4;

/** The smallest lovelace an output may carry; a little above what the ledger asks. */
const minimumLovelace = (value: Value): bigint => 1_000_000n + 150_000n * BigInt(value.assets.size);

interface Parts {
  readonly redeemers: readonly Redeemer[];
  readonly auxiliaryData: Uint8Array | null;
  readonly witnesses: Uint8Array;
  readonly body: Uint8Array;
  readonly bodyHash: Uint8Array;
}

/** Balances a draft by its change output; null where the inputs do not reach for fee and change. */
export function buildTx(network: Network, random: Random, draft: TxDraft): ChainTx | null {
  const redeemers = resolveRedeemers(draft, random);
  const auxiliaryData = auxiliaryDataToBytes(draft.metadata ?? new Map(), draft.encoding.taggedAuxiliaryData);
  const witnessesOf = (bodyHash: Uint8Array | null) => encodeCbor(witnessesToCbor(draft, redeemers, network, bodyHash));
  // Keeps every wallet the one that its seed has always made.
  for (let left = draft.signers.length + (draft.byronSigners?.length ?? 0); left > 0; left--)
    random.bytes(SIGNATURE_BYTES);
  const common = {
    auxiliaryDataHash: auxiliaryData === null ? null : blake256(auxiliaryData),
    scriptDataHash: scriptDataHash(draft, redeemers, epochOfSlot(network, draft.slot)),
    invalidBefore: random.chance(0.3) ? draft.slot - 60 : null,
    invalidHereafter: draft.slot + VALIDITY_SLOTS,
  };
  const bodyFor = (fee: bigint): { numbers: BodyNumbers; bytes: Uint8Array } | null => {
    const balanced = balance(draft, fee);
    if (balanced === null) return null;
    const numbers = { ...common, ...balanced, fee };
    return { numbers, bytes: encodeCbor(bodyToCbor(draft, numbers, network.id)) };
  };
  const first = bodyFor(PLACEHOLDER_FEE);
  if (first === null) return null;
  const size = first.bytes.length + witnessesOf(null).length + (auxiliaryData?.length ?? 1) + ENCODED_TAIL_BYTES;
  const fee = FEE_CONSTANT + FEE_PER_BYTE * BigInt(size + SIZE_MARGIN_BYTES) + executionFee(redeemers);
  const final = bodyFor(fee);
  if (final === null) return null;
  const bodyHash = blake256(final.bytes);
  const parts = { redeemers, auxiliaryData, witnesses: witnessesOf(bodyHash), body: final.bytes, bodyHash };
  return assemble(draft, final.numbers, parts);
}

function assemble(draft: TxDraft, numbers: BodyNumbers, parts: Parts): ChainTx {
  const { redeemers, auxiliaryData, witnesses, body, bodyHash } = parts;
  const hash = toHex(bodyHash);
  const place = (output: Output, index: number): Utxo => ({ ...output, txHash: hash, index });
  const outputs = numbers.outputs.map(place);
  return {
    hash,
    cbor: encodeCbor([
      { raw: body },
      { raw: witnesses },
      draft.valid ?? true,
      auxiliaryData === null ? null : { raw: auxiliaryData },
    ]),
    valid: draft.valid ?? true,
    fee: numbers.fee,
    inputs: draft.inputs,
    outputs,
    collateralInputs: draft.collateral?.inputs ?? [],
    collateralReturn: numbers.collateralReturn === null ? null : place(numbers.collateralReturn, outputs.length),
    referenceInputs: draft.referenceInputs ?? [],
    mint: draft.mint ?? new Map(),
    certificates: draft.certificates ?? [],
    withdrawals: draft.withdrawals ?? [],
    metadata: draft.metadata ?? new Map(),
    redeemers,
    witnessDatums: draft.witnessDatums ?? [],
    invalidBefore: numbers.invalidBefore,
    invalidHereafter: numbers.invalidHereafter,
  };
}

function balance(
  draft: TxDraft,
  fee: bigint,
): Pick<BodyNumbers, "outputs" | "collateralReturn" | "totalCollateral"> | null {
  const { certificates = [], withdrawals = [], mint = new Map<string, bigint>() } = draft;
  const available = add(sum(draft.inputs.map(({ value }) => value)), {
    lovelace: withdrawn(withdrawals),
    assets: mint,
  });
  const spent = add(sum(draft.outputs.map(({ value }) => value)), {
    lovelace: fee + netDeposit(certificates),
    assets: new Map(),
  });
  const change = subtract(available, spent);
  if (!isNonNegative(change) || change.lovelace < minimumLovelace(change)) return null;
  const outputs = [
    ...draft.outputs,
    { address: draft.changeTo, value: change, datum: null, referenceScriptHash: null },
  ];
  if (draft.collateral === undefined) return { outputs, collateralReturn: null, totalCollateral: null };
  if (draft.collateral.returnTo === null) return { outputs, collateralReturn: null, totalCollateral: null };
  const totalCollateral = (fee * 3n + 1n) / 2n;
  const offered = draft.collateral.inputs.reduce((total, { value }) => add(total, value), ZERO);
  const returned = { ...offered, lovelace: offered.lovelace - totalCollateral };
  if (returned.lovelace < minimumLovelace(returned)) return null;
  return {
    outputs,
    collateralReturn: {
      address: draft.collateral.returnTo,
      value: returned,
      datum: null,
      referenceScriptHash: null,
    },
    totalCollateral,
  };
}

const EMPTY_MAP = encodeCbor({ map: [] });

/** Of what the scripts are given and of what they cost; datums alone, without redeemers, are given to no script. */
function scriptDataHash(draft: TxDraft, redeemers: readonly Redeemer[], epoch: number): Uint8Array | null {
  const { witnessDatums = [], encoding } = draft;
  if (redeemers.length === 0 && witnessDatums.length === 0) return null;
  const datums = witnessDatums.length === 0 ? new Uint8Array() : encodeCbor(datumsToCbor(draft));
  if (redeemers.length === 0) return blake256(concatBytes(EMPTY_MAP, datums, EMPTY_MAP));
  const scripts = redeemers.map(({ scriptHash }) => scriptHash);
  return blake256(
    concatBytes(encodeCbor(redeemersToCbor(redeemers, encoding.mapRedeemers)), datums, languageView(scripts, epoch)),
  );
}

function resolveRedeemers(draft: TxDraft, random: Random): Redeemer[] {
  const { redeemers = [], withdrawals = [], mint = new Map<string, bigint>() } = draft;
  if (redeemers.length === 0) return [];
  const order: Record<string, readonly string[]> = {
    spend: sortedInputKeys(draft.inputs),
    mint: [...new Set([...mint.keys()].map((unit) => unit.slice(0, 56)))].sort(),
    reward: withdrawals.map(({ stakeAddress }) => stakeAddress),
  };
  const indexOf = (redeemer: DraftRedeemer): number => {
    const index = (order[redeemer.purpose] ?? []).indexOf(redeemer.target);
    if (index < 0) throw new Error(`Redeemer without target: ${redeemer.purpose} ${redeemer.target}`);
    return index;
  };
  return redeemers.map((redeemer) => ({
    purpose: redeemer.purpose,
    index: indexOf(redeemer),
    scriptHash: redeemer.scriptHash,
    data: redeemer.data,
    memory: random.amount(50_000, 800_000),
    steps: random.amount(20_000_000, 300_000_000),
  }));
}

/** The ledger's order of inputs: by transaction id bytes, then by index. */
const sortedInputKeys = (inputs: readonly Utxo[]): string[] =>
  [...inputs]
    .sort((a, b) => Buffer.compare(fromHex(a.txHash), fromHex(b.txHash)) || a.index - b.index)
    .map((input) => utxoKey(input));

/** Priced as on mainnet: 0.0577 lovelace a unit of memory, 0.0000721 a step. */
export const redeemerFee = ({ memory, steps }: Pick<Redeemer, "memory" | "steps">): bigint =>
  (memory * 577_000n + steps * 721n) / 10_000_000n + 1n;

const executionFee = (redeemers: readonly Redeemer[]): bigint =>
  redeemers.reduce((total, redeemer) => total + redeemerFee(redeemer), 0n);
