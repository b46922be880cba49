import { describe, expect, it } from "vitest";
import { mergeResolvedInputs } from "@/lib/blockfrost/normalise-utxos";
import type { PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { unitOf } from "@/lib/cardano/unit";
import { totalsOf } from "@/lib/ledger/flows";
import { accountScope, addressScope } from "@/lib/ledger/ownership";
import { walletDelta } from "@/lib/ledger/wallet-delta";
import { isRecordedHere, readRecorded, unlessRecorded } from "@/tests/support/recorded-files";
import { recordedAnswers, recordedFromCbor, recordedFromJson } from "@/tests/support/recorded-transactions";

/** An amount of millionths rounded as the journal writes it. */
const decimals = (amount: bigint, digits: number) => (Number(amount) / 1e6).toFixed(digits);

/** Somebody else's books of wallets whose history is recorded in part: each entry is compared, an end state cannot be. */
describe.skipIf(!isRecordedHere)(`Journals of others${unlessRecorded}`, () => {
  it("amaru-treasury: all 36 entries of the journal; the other transactions and all heights are not recorded", () => {
    const folder = "amaru-treasury";
    const treasury = addressScope(
      "addr1xyezq8wpaqnssdjvd3p220uf7e6nzjae44w6yu625y965rfjyqwur6p8pqmycmzz55lcnan4x99mnt2a5fe54ggt4gxs8thzgk" as PaymentAddress,
    );
    const usdm = unitOf("c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad", "0014df105553444d");
    const journal = readRecorded(`${folder}/expected/journal.json`) as Record<string, { classification: string }>;
    const ours = Object.keys(journal).map((hash) => {
      const { utxos } = recordedAnswers(folder, hash);
      const tx = mergeResolvedInputs(recordedFromCbor(folder, hash), utxos);
      const { flows, netLovelace, feeLovelace } = walletDelta(tx, treasury, () => undefined);
      const received = totalsOf(flows).get(usdm);
      return {
        entry:
          received === undefined
            ? `treasury -> SundaeSwap V3 order (sends ${decimals(-netLovelace, 3)} ADA to order escrow)`
            : `SundaeSwap V3 scoop -> treasury (receives ${decimals(received, 6)} USDM)`,
        places: [...new Set(flows.map(({ place }) => place))],
        feeLovelace,
      };
    });
    const theirs = Object.values(journal).map(({ classification }) => ({
      entry: classification,
      places: ["contract"],
      feeLovelace: null,
    }));
    expect(ours).toEqual(theirs);
  });

  it("balance-history-testnet: two of seven days; the others are of altered copies, with malformed addresses or two outputs in one place", () => {
    const folder = "blockfrost-websocket-link/balance-history-testnet";
    const account = "stake_test1uzzutrtmxwv2rf2j3hdpps66ch0jydmkr58vwgnetddcdwgkqkh89" as StakeAddress;
    const hashes = {
      1628179059: "2b5075d8a7b7a30c886204000d1c0da2ca6ad3b9e31bd7d3606be0d42dc03adc",
      1634659059: "115293f3a35ca4f4fc01fb0e083f85dde7e77435d53dc15f0a38fa591858bb99",
    };
    const { expected } = readRecorded(`${folder}/expected/aggregate_0.json`) as {
      expected: { time: number; received: string; sent: string }[];
    };
    const theirs = Object.fromEntries(
      expected.map(({ time, received, sent }) => [time, BigInt(received) - BigInt(sent)]),
    );
    const ours = Object.fromEntries(
      Object.entries(hashes).map(([time, hash]) => {
        const tx = recordedFromJson(folder, hash);
        return [time, walletDelta(tx, accountScope(account), () => undefined).netLovelace];
      }),
    );
    expect(theirs).toMatchObject(ours);
    expect(Object.keys(ours)).toHaveLength(2);
  });
});
