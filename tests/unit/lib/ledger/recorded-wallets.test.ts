import { tellAmounts } from "@/lib/ledger/wording";
import { describe, expect, it } from "vitest";
import { unspentOutputsSchema } from "@/lib/blockfrost/schemas";
import { normaliseUtxos } from "@/lib/blockfrost/normalise-utxos";
import type { PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { accountScope, addressScope, type WalletScope } from "@/lib/ledger/ownership";
import { isScriptAddress } from "@/lib/ledger/counterparty";
import { foldWallet, type FoldedWallet } from "@/tests/support/fold-wallet";
import {
  isRecordedHere,
  previewWallets,
  readRecorded,
  recordedNames,
  unlessRecorded,
} from "@/tests/support/recorded-files";
import { RecordedFolder } from "@/tests/support/recorded-folder";
import { recordedAnswers, recordedFromCbor, recordedFromJson } from "@/tests/support/recorded-transactions";

interface FinalState {
  readonly wallet: string;
  readonly tx_count: number;
  readonly utxo_balance: Record<string, string>;
  readonly withdrawals_sum: string;
}

const plans = { cbor: recordedFromCbor, json: recordedFromJson } as const;
const wallets = previewWallets();

/** Transactions of a folder in chain order. */
const hashesOf = (folder: string) => new RecordedFolder(folder).transactions().map(({ tx }) => tx.hash);

function scopeOf(wallet: string): WalletScope {
  return wallet.startsWith("stake") ? accountScope(wallet as StakeAddress) : addressScope(wallet as PaymentAddress);
}

function sumOf(places: FoldedWallet["places"]): Record<string, string> {
  const sums: Record<string, bigint> = {};
  for (const place of Object.values(places)) {
    for (const [unit, quantity] of Object.entries(place)) sums[unit] = (sums[unit] ?? 0n) + quantity;
  }
  return Object.fromEntries(Object.entries(sums).map(([unit, quantity]) => [unit, quantity.toString()]));
}

/** The unspent set that replaying every block left, by the place that each address is. */
function chainPlaces(folder: string): FoldedWallet["places"] {
  const places: Record<string, Record<string, bigint>> = {};
  for (const name of recordedNames(`${folder}/addresses_utxos`)) {
    for (const { address, amount } of unspentOutputsSchema.parse(
      readRecorded(`${folder}/addresses_utxos/${name}.json`),
    )) {
      const sums = (places[isScriptAddress(address) ? "contract" : "wallet"] ??= {});
      for (const { unit, quantity } of amount) sums[unit] = (sums[unit] ?? 0n) + quantity;
    }
  }
  return places;
}

function actionCounts(folded: FoldedWallet): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { classification } of folded.history) {
    counts[classification.action] = (counts[classification.action] ?? 0) + 1;
  }
  return counts;
}

/** What the rules make of each wallet; JSON shows no pool certificate, so that such a transaction stays unclassified. */
const expectedActions: Record<string, Record<string, number>> = {
  addr_test1vp485n6wm7jpxpdvmfvsvs84xrx95l3s7fpn2tdlldd3gtgnhqua6: { receive: 2, failed_script: 1 },
  addr_test1vzycw6jp7uqdjz9jjfdk0kw6em23h852jkgztdw7zcu8jsc9p5nwv: { receive: 2, failed_script: 1 },
  stake_test1uq27femrn9wj07uad23waxfnc29f7wk86s9mddtp7qhlepcnk0r4r: {
    receive: 1,
    stake_registration: 1,
    pool_registration: 1,
    reward_withdrawal: 3,
    send: 3,
  },
  stake_test1urkmj2vzdey7ac065rleyrc03fzp7gxxhw32pzgxv8dwuasaqtjuz: {
    receive: 121,
    stake_registration: 12,
    stake_deregistration: 12,
    send: 17,
  },
  stake_test1uz7xx6hy2xnnrmz0av0xl7qn9vdkhage7myf0nd49e7mvcg6z0smn: {
    receive: 2,
    stake_registration: 1,
    pool_registration: 1,
    reward_withdrawal: 3,
    send: 3,
  },
  stake_test1uzu6mgvmvxuskchcc8ryzdc7jx7kkccmzx9m442r0j5yg3ckrt6xd: {
    receive: 1,
    mint: 12,
    burn: 1,
    contract_interaction: 13,
  },
};

function actionsSeen(wallet: string, plan: keyof typeof plans): Record<string, number> | undefined {
  const { pool_registration: pools, ...others } = expectedActions[wallet] ?? {};
  if (pools === undefined) return others;
  return { ...others, [plan === "cbor" ? "pool_registration" : "unclassified"]: pools };
}

describe.skipIf(!isRecordedHere)(`Whole wallets of the preview chain${unlessRecorded}`, () => {
  it("there are six", () => {
    expect(wallets).toHaveLength(6);
  });

  const cases = wallets.flatMap((folder) => (["cbor", "json"] as const).map((plan) => ({ folder, plan })));

  it.each(cases)("$folder by $plan ends as the chain does, asset by asset and place by place", ({ folder, plan }) => {
    const expected = readRecorded(`${folder}/expected/final_state.json`) as FinalState;
    const txs = hashesOf(folder).map((hash) => plans[plan](folder, hash));
    const folded = foldWallet(txs, scopeOf(expected.wallet));
    const withdrawn = folded.history.reduce((sum, { delta }) => sum + delta.withdrawalLovelace, 0n);
    expect({
      count: txs.length,
      balance: sumOf(folded.places),
      places: folded.places,
      withdrawn,
      needs: folded.history.filter(({ delta }) => delta.needsFullInputs !== null).length,
      actions: actionCounts(folded),
    }).toEqual({
      count: expected.tx_count,
      balance: expected.utxo_balance,
      places: chainPlaces(folder),
      withdrawn: BigInt(expected.withdrawals_sum),
      needs: 0,
      actions: actionsSeen(expected.wallet, plan),
    });
  });

  it.each(wallets)("%s: both plans make the same flows, fees, deposits and withdrawals", (folder) => {
    const expected = readRecorded(`${folder}/expected/final_state.json`) as FinalState;
    const [fromCbor, fromJson] = (["cbor", "json"] as const).map((plan) => {
      const txs = hashesOf(folder).map((hash) => plans[plan](folder, hash));
      return foldWallet(txs, scopeOf(expected.wallet)).history.map(({ tx, delta }) => ({
        hash: tx.hash,
        flows: delta.flows.toSorted((a, b) => `${a.unit}${a.place}`.localeCompare(`${b.unit}${b.place}`)),
        fee: delta.feeLovelace,
        deposit: delta.depositLovelace,
        withdrawal: delta.withdrawalLovelace,
      }));
    });
    expect(fromCbor).toEqual(fromJson);
  });
});

describe.skipIf(!isRecordedHere)(`A whole mainnet wallet of 2021${unlessRecorded}`, () => {
  const folder = "blockfrost-websocket-link/wallet-2021-12-16";
  const stake = "stake1uxzutrtmxwv2rf2j3hdpps66ch0jydmkr58vwgnetddcdwg32u4rc" as StakeAddress;

  it("ends at Blockfrost's own total", () => {
    const pool = "pool1pu5jlj4q9w9jlxeu370a3c9myx47md5j5m2str0naunn2q3lkdy";
    // The recording lacks these answers; the account's own sums name the one withdrawal and the pool.
    const withdrawals = [{ address: stake, amount: 730_065n }];
    const stakes = [{ address: stake, cert_index: 0, registration: true }];
    const delegations = [{ address: stake, cert_index: 1, pool_id: pool }];
    const txs = hashesOf(folder).map((hash) => {
      const answers = recordedAnswers(folder, hash);
      const { withdrawal_count: withdrawn, stake_cert_count: certified } = answers.transaction;
      return normaliseUtxos({
        ...answers,
        withdrawals: withdrawn > 0 ? withdrawals : [],
        stakes: certified > 0 ? stakes : [],
        delegations: certified > 0 ? delegations : [],
      });
    });
    const folded = foldWallet(txs, accountScope(stake));
    const story = folded.history.map(({ classification, delta }) => ({
      summary: tellAmounts(classification.summary),
      fee: delta.feeLovelace,
      deposit: delta.depositLovelace,
      unstaked: delta.withdrawalLovelace,
    }));
    expect({ places: folded.places, story }).toEqual({
      places: {
        wallet: {
          lovelace: 27_256_514n,
          "2f712364ec46f0cf707d412106ce71ef3370f76e27fb56b6bb14708776657465726e696b4e657a6a6564656e79": 1n,
        },
      },
      story: [
        { summary: "Received 42.69 ADA from addr1qyr…4p5v", fee: null, deposit: 0n, unstaked: 0n },
        {
          summary: "Registered the stake key; deposit 2 ADA; delegated stake to pool1pu5…lkdy",
          fee: 174_257n,
          deposit: 2_000_000n,
          unstaked: 0n,
        },
        { summary: "Sent 5 ADA to addr1qxr…e8ks", fee: 168_273n, deposit: 0n, unstaked: 0n },
        {
          summary: "Received 1.518517 ADA and 1 token (veternikNezjedeny) from addr1q9x…jn6n",
          fee: null,
          deposit: 0n,
          unstaked: 0n,
        },
        { summary: "Sent 10 ADA to addr1qym…24dy", fee: 168_273n, deposit: 0n, unstaked: 0n },
        { summary: "Withdrew 0.730065 ADA from the reward account", fee: 171_265n, deposit: 0n, unstaked: 730_065n },
      ],
    });
  });
});

describe.skipIf(!isRecordedHere)(`A whole Byron history${unlessRecorded}`, () => {
  const folder = "yoroi-bridge/byron-address-history";
  const histories = [
    {
      address:
        "DdzFFzCqrhsnUbJho1ERJsuZxkevYTofBFMuQo5Uaxmb2dHUQX7TzK4C9gN5Yc5Hc4ok4o4wj1krZrgvQWGfd4BgpYFRQUQBgLzZxFi6",
      actions: { receive: 1, send: 1 },
    },
    {
      address:
        "DdzFFzCqrht33HAPd4PyqRAhmry5gsSgvZjh8dWdZPuHYchXPbP1W3Rw5A2zwgftbeU9rMu3znnpNib3oFGkmBy3LL8i8VTZhNG9qnwN",
      actions: { receive: 8, send: 5 },
    },
  ];

  it.each(histories)("$address ends at nothing", ({ address, actions }) => {
    const txs = hashesOf(folder).map((hash) => recordedFromJson(folder, hash));
    const folded = foldWallet(txs, addressScope(address as PaymentAddress));
    const touched = folded.history.filter(({ delta }) => delta.flows.length > 0);
    expect({ places: folded.places, actions: actionCounts({ ...folded, history: touched }) }).toEqual({
      places: {},
      actions,
    });
  });
});
