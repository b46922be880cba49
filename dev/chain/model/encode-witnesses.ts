import { encodeCbor, type CborValue } from "../cbor-encode";
import { byronAttributeBytes, type Key } from "./address";
import type { Json, Redeemer } from "./chain-tx";
import type { Network } from "./networks";
import type { TxDraft } from "./tx-draft";

export const SIGNATURE_BYTES = 64;
const REDEEMER_TAGS = { spend: 0, mint: 1, cert: 2, reward: 3 } as const;

/** The witness set; before the body is known, with signatures that only take their place. */
export function witnessesToCbor(
  draft: TxDraft,
  redeemers: readonly Redeemer[],
  network: Network,
  bodyHash: Uint8Array | null,
): CborValue {
  const set = (items: readonly CborValue[]): CborValue => setToCbor(draft, items);
  const signature = (key: Key): Uint8Array =>
    bodyHash === null ? new Uint8Array(SIGNATURE_BYTES) : key.sign(bodyHash);
  const { byronSigners = [], nativeScripts = [], witnessDatums = [] } = draft;
  const vkeys = draft.signers.map((key): CborValue => [key.publicKey, signature(key)]);
  const bootstrap = byronSigners.map((key): CborValue => [
    key.publicKey,
    signature(key),
    key.chainCode,
    byronAttributeBytes(network),
  ]);
  const entries: (readonly [number, CborValue] | null)[] = [
    vkeys.length > 0 ? [0, set(vkeys)] : null,
    nativeScripts.length > 0 ? [1, set(nativeScripts.map((raw) => ({ raw })))] : null,
    bootstrap.length > 0 ? [2, set(bootstrap)] : null,
    witnessDatums.length > 0 ? [4, datumsToCbor(draft)] : null,
    redeemers.length > 0 ? [5, redeemersToCbor(redeemers, draft.encoding.mapRedeemers)] : null,
  ];
  return { map: entries.filter((entry) => entry !== null) };
}

const setToCbor = (draft: TxDraft, items: readonly CborValue[]): CborValue =>
  draft.encoding.taggedSets ? { tag: 258, value: items } : items;

export const datumsToCbor = (draft: TxDraft): CborValue =>
  setToCbor(
    draft,
    (draft.witnessDatums ?? []).map(({ cbor }) => ({ raw: cbor })),
  );

export function redeemersToCbor(redeemers: readonly Redeemer[], mapForm: boolean): CborValue {
  const units = (redeemer: Redeemer): CborValue => [redeemer.memory, redeemer.steps];
  const data = (redeemer: Redeemer): CborValue => ({ raw: redeemer.data.cbor });
  if (!mapForm) return redeemers.map((r) => [REDEEMER_TAGS[r.purpose], r.index, data(r), units(r)]);
  return {
    map: redeemers.map(
      (r) =>
        [
          [REDEEMER_TAGS[r.purpose], r.index],
          [data(r), units(r)],
        ] as const,
    ),
  };
}

/** Auxiliary data in its oldest form (a bare map) or its newest (tag 259). */
export function auxiliaryDataToBytes(metadata: ReadonlyMap<number, Json>, tagged: boolean): Uint8Array | null {
  if (metadata.size === 0) return null;
  const labels: CborValue = { map: [...metadata].map(([label, json]) => [label, metadatumToCbor(json)] as const) };
  return encodeCbor(tagged ? { tag: 259, value: { map: [[0, labels]] } } : labels);
}

function metadatumToCbor(json: Json): CborValue {
  if (typeof json === "string" || typeof json === "number") return json;
  if (isList(json)) return json.map(metadatumToCbor);
  return { map: Object.entries(json).map(([key, value]) => [key, metadatumToCbor(value)] as const) };
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);
