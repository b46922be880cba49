import { answerRequest } from "@/dev/chain/blockfrost/routes";
import { createChain, type Chain, type PlacedTx, type WalletSpec } from "@/dev/chain/chain";
import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { mergeResolvedInputs, normaliseUtxos } from "@/lib/blockfrost/normalise-utxos";
import {
  transactionCborSchema,
  transactionDelegationsSchema,
  transactionMetadataSchema,
  transactionMirsSchema,
  transactionSchema,
  transactionStakesSchema,
  transactionUtxosSchema,
  transactionWithdrawalsSchema,
} from "@/lib/blockfrost/schemas";
import type { PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import { accountScope, addressScope, type WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";

/** One transaction of a simulated wallet as each plan of calls reads it from the chain's answers. */
interface SimulatedTx {
  readonly placed: PlacedTx;
  /** From the bytes alone: inputs are not resolved. */
  readonly fromCbor: RawTx;
  readonly merged: RawTx;
  readonly fromJson: RawTx;
}

export interface SimulatedHistory {
  readonly chain: Chain;
  /** Stake address of an account, or the one address. */
  readonly owner: string;
  readonly scope: WalletScope;
  /** In chain order, those too that the wallet's own list misses. */
  readonly txs: readonly SimulatedTx[];
}

const tipMs = Date.UTC(2025, 10, 20, 12);

/** A chain with one wallet, read through its Blockfrost answers. The same seed gives the same history. */
export function simulatedHistory(seed: number, spec: Omit<WalletSpec, "seed">): SimulatedHistory {
  const chain = createChain({ seed, now: tipMs });
  const wallet = chain.addWallet({ seed: "wallet", ...spec });
  const owner = wallet.stakeAddress ?? wallet.addresses[0] ?? "";
  const unlisted = chain.staking.of(owner).flatMap(({ txHash }) => chain.find(txHash) ?? []);
  const placed = [...new Set([...chain.touchingTransactions(owner), ...unlisted])];
  placed.sort((a, b) => a.height - b.height || a.index - b.index);
  const isAccount = wallet.stakeAddress !== null;
  return {
    chain,
    owner,
    scope: isAccount ? accountScope(owner as StakeAddress) : addressScope(owner as PaymentAddress),
    txs: placed.map((each) => ({ placed: each, ...readTx(chain, each.tx.hash) })),
  };
}

function readTx(chain: Chain, hash: string): Omit<SimulatedTx, "placed"> {
  const ask = (section: string) => answerRequest(chain, `txs/${hash}${section}`, new URLSearchParams()).body;
  const utxos = transactionUtxosSchema.parse(ask("/utxos"));
  const { cbor } = transactionCborSchema.parse(ask("/cbor"));
  const fromCbor = normaliseCbor(cbor, parseTxHash(hash), "mainnet");
  const fromJson = normaliseUtxos({
    transaction: transactionSchema.parse(ask("")),
    utxos,
    metadata: transactionMetadataSchema.parse(ask("/metadata")),
    stakes: transactionStakesSchema.parse(ask("/stakes")),
    delegations: transactionDelegationsSchema.parse(ask("/delegations")),
    withdrawals: transactionWithdrawalsSchema.parse(ask("/withdrawals")),
    mirs: transactionMirsSchema.parse(ask("/mirs")),
  });
  return { fromCbor, merged: mergeResolvedInputs(fromCbor, utxos), fromJson };
}
