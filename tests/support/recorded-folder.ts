import type { PaymentAddress } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { isRecorded, readRecorded, recordedNames } from "./recorded-files";

export interface RecordedAmount {
  readonly unit: string;
  readonly quantity: string;
}
/** A row of `/txs/{hash}/utxos`; old recordings lack the flags. */
export interface RecordedUtxo {
  readonly address: string;
  readonly amount: readonly RecordedAmount[];
  readonly tx_hash?: string;
  readonly output_index: number;
  readonly collateral?: boolean;
  readonly reference?: boolean;
  readonly data_hash?: string | null;
  readonly inline_datum?: string | null;
  readonly reference_script_hash?: string | null;
}
interface RecordedTx {
  readonly hash: string;
  readonly block: string;
  readonly block_height: number;
  readonly block_time: number;
  readonly slot: number;
  readonly index: number;
  readonly fees: string;
  readonly deposit: string;
  readonly withdrawal_count: number;
  readonly delegation_count: number;
  readonly stake_cert_count: number;
}

/** A transaction with the inputs and outputs that took effect, collateral and reference rows left out. */
export interface PlacedRecordedTx {
  readonly tx: RecordedTx;
  readonly inputs: readonly RecordedUtxo[];
  readonly outputs: readonly RecordedUtxo[];
}

/** Reads the files of one folder; `<section>/<id>[__query].json`. */
export class RecordedFolder {
  private readonly placed: readonly PlacedRecordedTx[];

  constructor(private readonly folder: string) {
    if (!isRecorded(folder)) throw new Error(`Nothing is recorded in ${folder}`);
    this.placed = this.readTransactions();
  }

  /** The file's JSON as it is, or null. */
  read(section: string, name: string): unknown {
    const file = `${this.folder}/${section}/${name}.json`;
    return isRecorded(file) ? readRecorded(file) : null;
  }

  /** A list with all its rows: the file without a query, or its first full page. */
  readRows(section: string, name: string): readonly object[] | null {
    const body = this.read(section, name) ?? this.read(section, `${name}__count=100&order=asc&page=1`);
    return Array.isArray(body) ? (body as readonly object[]) : null;
  }

  names(section: string): string[] {
    return recordedNames(`${this.folder}/${section}`);
  }

  /** Those with a place in the chain, oldest first. */
  transactions(): readonly PlacedRecordedTx[] {
    return this.placed;
  }

  find(hash: string): PlacedRecordedTx | null {
    return this.placed.find(({ tx }) => tx.hash === hash) ?? null;
  }

  private readTransactions(): PlacedRecordedTx[] {
    return this.names("txs")
      .flatMap((hash) => {
        const tx = this.read("txs", hash) as Partial<RecordedTx> | null;
        const utxos = this.read("utxos", hash) as { inputs: RecordedUtxo[]; outputs: RecordedUtxo[] } | null;
        return utxos !== null && isPlaced(tx) ? [{ tx, ...effective(utxos) }] : [];
      })
      .sort((a, b) => a.tx.block_height - b.tx.block_height || a.tx.index - b.tx.index);
  }
}

const isPlaced = (tx: Partial<RecordedTx> | null): tx is RecordedTx =>
  tx?.block_height !== undefined && tx.index !== undefined && tx.block_time !== undefined;

const effective = (utxos: {
  inputs: RecordedUtxo[];
  outputs: RecordedUtxo[];
}): Pick<PlacedRecordedTx, "inputs" | "outputs"> => ({
  inputs: utxos.inputs.filter((row) => row.collateral !== true && row.reference !== true),
  outputs: utxos.outputs.filter((row) => row.collateral !== true),
});

/** The reward account of a base address, or null for any other. */
export function accountOf(address: string): string | null {
  const parsed = parsePaymentAddress(address as PaymentAddress);
  return parsed?.kind === "base" ? stakeAddressOf(parsed.stake, parsed.network) : null;
}
