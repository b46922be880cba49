import { asArray, asBytes, asIndex, asUint, elementAt } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { credentialHashOf, type Credential } from "@/lib/cardano/credential";
import { abstainDrep, formatDrepId, noConfidenceDrep } from "@/lib/cardano/drep-id";
import type { AddressNetwork } from "@/lib/cardano/network";
import { formatPoolId } from "@/lib/cardano/pool-id";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { Certificate } from "@/lib/cardano/transaction-parts";

/** A certificate being read: its fields by position, and what every effect of it begins with. */
interface Reader {
  readonly stake: () => Certificate["stakeAddress"];
  readonly pool: (position: number) => string;
  readonly drep: (position: number) => string;
  readonly coin: (position: number) => bigint;
  /** The DRep that registers, retires or changes itself. */
  readonly self: () => Pick<Certificate, "drepCredential" | "drep">;
  readonly effect: (kind: Certificate["kind"], fields?: Partial<Certificate>) => Certificate;
}

function decodeCredential(node: CborNode, what: string): Credential {
  const parts = asArray(node, what);
  const form = asIndex(elementAt(parts, 0, what), what);
  if (form > 1) throw new TransactionDecodeError(`${what}: credential form ${form} is unknown`);
  const bytes = asBytes(elementAt(parts, 1, what), what);
  if (bytes.length !== 28) throw new TransactionDecodeError(`${what}: a credential of ${bytes.length} bytes`);
  return { kind: form === 0 ? "key" : "script", hash: credentialHashOf(bytes) };
}

function decodeDrep(node: CborNode, what: string): string {
  const form = asIndex(elementAt(asArray(node, what), 0, what), what);
  if (form === 2) return abstainDrep;
  if (form === 3) return noConfidenceDrep;
  return formatDrepId(decodeCredential(node, what));
}

function readerOf(fields: readonly CborNode[], index: number, network: AddressNetwork): Reader {
  const what = `certificate ${index}`;
  const at = (position: number) => elementAt(fields, position, what);
  const blank: Certificate = {
    index,
    kind: "other",
    stakeAddress: null,
    drepCredential: null,
    depositLovelace: null,
    poolId: null,
    drep: null,
  };
  return {
    stake: () => stakeAddressOf(decodeCredential(at(1), `${what}, stake credential`), network),
    pool: (position) => formatPoolId(asBytes(at(position), `${what}, pool`)),
    drep: (position) => decodeDrep(at(position), `${what}, DRep`),
    coin: (position) => asUint(at(position), `${what}, deposit`),
    self: () => {
      const credential = decodeCredential(at(1), `${what}, DRep credential`);
      return { drepCredential: credential.hash, drep: formatDrepId(credential) };
    },
    effect: (kind, more = {}) => ({ ...blank, kind, ...more }),
  };
}

/** Effects by certificate number (Conway CDDL); the lists of 10 to 13 name what they combine. */
const decoders: Readonly<Record<number, (reader: Reader) => Certificate[]>> = {
  0: (r) => [r.effect("stake_registration", { stakeAddress: r.stake() })],
  1: (r) => [r.effect("stake_deregistration", { stakeAddress: r.stake() })],
  2: (r) => [r.effect("stake_delegation", { stakeAddress: r.stake(), poolId: r.pool(2) })],
  3: (r) => [r.effect("pool_registration", { poolId: r.pool(1) })],
  4: (r) => [r.effect("pool_retirement", { poolId: r.pool(1) })],
  5: (r) => [r.effect("other")],
  6: (r) => [r.effect("mir")],
  7: (r) => [r.effect("stake_registration", { stakeAddress: r.stake(), depositLovelace: r.coin(2) })],
  8: (r) => [r.effect("stake_deregistration", { stakeAddress: r.stake(), depositLovelace: -r.coin(2) })],
  9: (r) => [r.effect("vote_delegation", { stakeAddress: r.stake(), drep: r.drep(2) })],
  10: (r) => [
    r.effect("stake_delegation", { stakeAddress: r.stake(), poolId: r.pool(2) }),
    r.effect("vote_delegation", { stakeAddress: r.stake(), drep: r.drep(3) }),
  ],
  11: (r) => [
    r.effect("stake_registration", { stakeAddress: r.stake(), depositLovelace: r.coin(3) }),
    r.effect("stake_delegation", { stakeAddress: r.stake(), poolId: r.pool(2) }),
  ],
  12: (r) => [
    r.effect("stake_registration", { stakeAddress: r.stake(), depositLovelace: r.coin(3) }),
    r.effect("vote_delegation", { stakeAddress: r.stake(), drep: r.drep(2) }),
  ],
  13: (r) => [
    r.effect("stake_registration", { stakeAddress: r.stake(), depositLovelace: r.coin(4) }),
    r.effect("stake_delegation", { stakeAddress: r.stake(), poolId: r.pool(2) }),
    r.effect("vote_delegation", { stakeAddress: r.stake(), drep: r.drep(3) }),
  ],
  14: (r) => [r.effect("other")],
  15: (r) => [r.effect("other")],
  16: (r) => [r.effect("drep_registration", { ...r.self(), depositLovelace: r.coin(2) })],
  17: (r) => [r.effect("drep_retirement", { ...r.self(), depositLovelace: -r.coin(2) })],
  18: (r) => [r.effect("drep_update", r.self())],
};

/** The effects of one certificate. Stake credentials carry no network, so the caller names it. */
export function decodeCertificate(node: CborNode, index: number, network: AddressNetwork): Certificate[] {
  const fields = asArray(node, `certificate ${index}`);
  const number = asIndex(elementAt(fields, 0, `certificate ${index}`), `certificate ${index}`);
  const decode = decoders[number];
  if (decode === undefined) throw new TransactionDecodeError(`certificate ${index}: number ${number} is unknown`);
  return decode(readerOf(fields, index, network));
}
