import { buildAddress } from "@/lib/cardano/build-address";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { alternativeAt, DatumError, hexAt, intAt } from "@/lib/protocols/datum";
import { offeredFrom, type OrderKind, type OrderTerms, type OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";
import { vyfiReader } from "@/lib/protocols/vyfi-pool";
import { vyfiPools } from "@/lib/protocols/vyfi-pools";

const depositLovelace = 2_000_000n;
const processFeeLovelace = 1_900_000n;
const actions: readonly OrderKind[] = ["deposit", "withdraw", "other", "swap", "swap", "zap_in", "zap_in"];
const hashDigits = 56;

/** `ownerBytes (payment key, then stake key), action(minimum)`. */
function readOrder({ data, value, network }: OrderUtxo): OrderTerms {
  const kind = actions[alternativeAt(data, 1)];
  if (kind === undefined) throw new DatumError(`action ${alternativeAt(data, 1)} is unknown`);
  const bytes = hexAt(data, 0);
  if (bytes.length !== hashDigits && bytes.length !== 2 * hashDigits)
    throw new DatumError("the owner has a wrong length");
  const owner = parseCredentialHash(bytes.slice(0, hashDigits));
  const stake = bytes.length > hashDigits ? parseCredentialHash(bytes.slice(hashDigits)) : null;
  return {
    kind,
    owners: [owner],
    receiver: buildAddress({ kind: "key", hash: owner }, stake === null ? null : { kind: "key", hash: stake }, network),
    offered: offeredFrom(kind, value, processFeeLovelace + depositLovelace),
    isOfferExact: false,
    wanted: kind === "withdraw" || kind === "other" ? [] : [{ unit: null, minimum: intAt(data, 1, 0) }],
    maxFeeLovelace: null,
    depositLovelace,
  };
}

const pairs = vyfiPools
  .trim()
  .split("\n")
  .map((line) => line.split(" "));
const source = "cardananium/cquisitor:src/utils/protocols/vyfinance/constants.ts";

export const vyfi = {
  id: "vyfi",
  name: "VyFinance",
  kind: "dex",
  site: "https://vyfi.io",
  scripts: [
    { role: "order", grade: "B", source, hashes: pairs.flatMap(([order]) => order ?? []) },
    { role: "pool", grade: "B", source, hashes: pairs.flatMap(([, pool]) => pool ?? []) },
  ],
  policies: [
    {
      role: "license",
      grade: "C",
      source,
      note: "operator token; seen in a recorded transaction",
      hashes: ["4d07e0ceae00e6c53598cea00a53c54a94c6b6aa071482244cc0adb5"],
    },
  ],
  readOrder,
  pools: vyfiReader,
  cancelAlternative: 1,
  batcherFeeLovelace: processFeeLovelace,
} as const satisfies Protocol;
