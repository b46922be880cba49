import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { encodeCbor, type CborValue } from "@/dev/chain/cbor-encode";
import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { addressBytes } from "@/lib/cardano/parse-payment-address";
import type { PaymentAddress, TxHash } from "@/lib/cardano/brand";
import type { HistoryEntry } from "@/lib/sync/fetch-history";
import { interpret } from "@/lib/sync/interpret";
import { rowsPerStep } from "@/lib/sync/plan";
import { stepRows } from "@/lib/sync/step-rows";
import { setEnvironment } from "@/tests/support/environment";

/** The child of `measureMemory`: reads, interprets and makes rows of as many transactions of 16 KB as one step may hold. */
const [kind, count, address, stakeAddress] = process.argv.slice(2) as [string, string, string, string];

const hash256 = (bytes: Uint8Array) => blake2b(bytes, { dkLen: 32 });
const bytesOf = (length: number, name: string) =>
  blake2b(new TextEncoder().encode(name), { dkLen: 32 }).slice(0, length);

/** Of `16 KB`: much metadata that is only carried along, or many tokens, each of which is a flow and a leg. */
function bigTransaction(nth: number): { readonly cbor: string; readonly hash: TxHash } {
  const own = addressBytes(address as PaymentAddress);
  const tokens = (most: number): CborValue => ({
    map: [
      [
        bytesOf(28, `policy ${nth}`),
        {
          map: Array.from(
            { length: most },
            (_, index) => [bytesOf(32, `token ${nth} ${index}`), 1_000_000 + index] as const,
          ),
        },
      ],
    ],
  });
  const value: CborValue = kind === "tokens" ? [2_000_000, tokens(390)] : 2_000_000;
  const texts = Array.from({ length: kind === "tokens" ? 0 : 225 }, (_, index) =>
    bytesToHex(bytesOf(32, `text ${nth} ${index}`)),
  );
  const auxiliary = texts.length === 0 ? null : encodeCbor({ map: [[674, { map: [["msg", texts]] }]] });
  const body = encodeCbor({
    map: [
      [0, [[bytesOf(32, `input ${nth}`), 0]]],
      [1, [[own, value]]],
      [2, 200_000],
      ...(auxiliary === null ? [] : [[7, hash256(auxiliary)] as const]),
    ],
  });
  const whole = encodeCbor([{ raw: body }, { map: [] }, true, auxiliary === null ? null : { raw: auxiliary }]);
  return { cbor: bytesToHex(whole), hash: bytesToHex(hash256(body)) as TxHash };
}

function entryOf(nth: number): HistoryEntry {
  const { cbor, hash } = bigTransaction(nth);
  return {
    listed: { hash, height: 10_000_000 + nth, txIndex: 0, time: new Date(), addresses: [address], isUnlisted: false },
    fetched: { kind: "read", rawTx: normaliseCbor(cbor, hash, "mainnet"), cbor, json: null, blockHash: null },
  };
}

async function main(): Promise<void> {
  setEnvironment();
  const before = process.resourceUsage().maxRSS;
  const entries = Array.from({ length: Number(count) }, (_, nth) => entryOf(nth));
  const wallet = {
    walletId: "00000000-0000-4000-8000-000000000001",
    kind: "account" as const,
    subject: stakeAddress,
    address,
    listedAddresses: [],
    verifiedKeys: [],
    claimedKeys: [],
    saidMine: [],
    foreignKeys: [],
    others: [],
    quarantined: [],
    cursorHeight: null,
  };
  const neverAsks = { call: () => Promise.reject(new Error("nothing is to be asked")) };
  const interpreted = await interpret(wallet, entries, neverAsks, { mostRows: rowsPerStep });
  const rows = JSON.stringify(stepRows({ entries, ahead: [] }, interpreted));
  const sizes = entries.map(({ fetched }) => (fetched.kind === "read" ? (fetched.cbor ?? "").length / 2 : 0));
  process.send?.({
    bytesEach: Math.max(...sizes),
    covered: interpreted.covered,
    rowsMb: rows.length / 1_000_000,
    beforeMb: before / 1_024,
    peakMb: process.resourceUsage().maxRSS / 1_024,
  });
}

await main();
