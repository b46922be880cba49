import {
  accountOf,
  type PlacedRecordedTx,
  type RecordedAmount,
  type RecordedFolder,
  type RecordedUtxo,
} from "./recorded-folder";

type Owns = (row: RecordedUtxo) => boolean;

/** What follows from a recording's transactions where no answer was recorded. */
export class RecordedLedger {
  constructor(private readonly files: RecordedFolder) {}

  touching(owns: Owns): PlacedRecordedTx[] {
    return this.files.transactions().filter(({ inputs, outputs }) => [...inputs, ...outputs].some(owns));
  }

  /** Of the failed ones too: of an unknown section null. */
  rows(section: string, id: string, owns: Owns): readonly object[] | null {
    if (section === "utxos") return this.utxos(owns);
    if (section.startsWith("utxos/")) {
      const unit = section.slice("utxos/".length);
      return this.utxos(owns).filter(({ amount }) => amount.some((each) => each.unit === unit));
    }
    if (section === "addresses") return [...this.addresses(owns)].map((address) => ({ address }));
    if (section === "addresses/assets") return balance(this.utxos(owns)).slice(1);
    if (section === "withdrawals") return this.events(id, (placed) => this.withdrawals(placed), pickAmount);
    if (section === "registrations") return this.events(id, (placed) => this.stakes(placed), registrationOf);
    if (section === "delegations") return this.events(id, (placed) => this.delegations(placed), delegationOf);
    if (section === "mirs") return this.events(id, (placed) => this.mirs(placed), pickAmount);
    if (section === "rewards") return this.files.readRows("rewards", id) ?? [];
    return section === "history" ? [] : null;
  }

  /** Own outputs that no recorded transaction spent; a recorded `addresses_utxos` has the last word on its address. */
  private utxos(owns: Owns): UtxoRow[] {
    const transactions = this.files.transactions();
    const spent = new Set(transactions.flatMap(({ inputs }) => inputs.map(placeOf)));
    const derived = transactions.flatMap(({ tx, outputs }) =>
      outputs.filter(owns).map((output) => utxoRow({ ...output, tx_hash: tx.hash }, tx.block)),
    );
    const recorded = new Set([...this.addresses(owns)].filter((address) => this.recordedUtxos(address) !== null));
    const unspent = derived.filter((row) => !recorded.has(row.address) && !spent.has(placeOf(row)));
    const verbatim = [...recorded].flatMap((address) => this.recordedUtxos(address) ?? []);
    return [...verbatim.map((row) => utxoRow(row, this.files.find(row.tx_hash ?? "")?.tx.block ?? null)), ...unspent];
  }

  /** Addresses that hold a unit, with how much of it. */
  holders(unit: string): readonly object[] {
    const held = new Map<string, bigint>();
    for (const { address, amount } of this.utxos(() => true)) {
      const quantity = BigInt(amount.find((each) => each.unit === unit)?.quantity ?? 0);
      if (quantity > 0n) held.set(address, (held.get(address) ?? 0n) + quantity);
    }
    return [...held].map(([address, quantity]) => ({ address, quantity: quantity.toString() }));
  }

  private recordedUtxos(address: string): readonly RecordedUtxo[] | null {
    return this.files.readRows("addresses_utxos", address) as readonly RecordedUtxo[] | null;
  }

  private addresses(owns: Owns): Set<string> {
    const rows = this.touching(owns).flatMap(({ inputs, outputs }) => [...inputs, ...outputs]);
    return new Set(rows.filter(owns).map(({ address }) => address));
  }

  /** Rewards are not in a recording without an account file: what was withdrawn is all there is. */
  account(id: string): unknown {
    const owns: Owns = ({ address }) => accountOf(address) === id;
    const withdrawn = (this.rows("withdrawals", id, owns) ?? []) as { amount: string }[];
    const sum = withdrawn.reduce((total, { amount }) => total + BigInt(amount), 0n).toString();
    const turns = (this.rows("registrations", id, owns) ?? []) as { action: string }[];
    const pools = (this.rows("delegations", id, owns) ?? []) as { pool_id: string }[];
    const registered = turns.at(-1)?.action === "registered";
    const poolId = registered ? (pools.at(-1)?.pool_id ?? null) : null;
    return {
      stake_address: id,
      active: poolId !== null,
      registered,
      active_epoch: null,
      controlled_amount: balance(this.utxos(owns))[0]?.quantity ?? "0",
      rewards_sum: sum,
      withdrawals_sum: sum,
      reserves_sum: "0",
      treasury_sum: "0",
      drep_id: null,
      withdrawable_amount: "0",
      pool_id: poolId,
    };
  }

  address(id: string): unknown {
    return {
      address: id,
      amount: balance(this.utxos(({ address }) => address === id)),
      stake_address: accountOf(id),
      type: id.startsWith("addr") ? "shelley" : "byron",
      script: /^addr(_test)?1[zxw]/.test(id),
    };
  }

  totals(touching: readonly PlacedRecordedTx[], owns: Owns): Record<string, unknown> {
    return {
      received_sum: balance(touching.flatMap(({ outputs }) => outputs.filter(owns))),
      sent_sum: balance(touching.flatMap(({ inputs }) => inputs.filter(owns))),
      tx_count: touching.length,
    };
  }

  /** Where no file tells, one withdrawal follows from the balance of the transaction. */
  withdrawals(placed: PlacedRecordedTx): readonly AccountRow[] {
    const recorded = this.files.readRows("withdrawals", placed.tx.hash) as readonly AccountRow[] | null;
    if (recorded !== null || placed.tx.withdrawal_count !== 1) return recorded ?? [];
    const lovelace = (rows: readonly RecordedUtxo[]): bigint => BigInt(balance(rows)[0]?.quantity ?? 0);
    const { fees, deposit } = placed.tx;
    const amount = lovelace(placed.outputs) + BigInt(fees) + BigInt(deposit) - lovelace(placed.inputs);
    return soleAccount(placed).map((address) => ({ address, amount: amount.toString() }));
  }

  /** Where no file tells, the deposit does: paid for a registration, given back for the reverse. */
  stakes(placed: PlacedRecordedTx): readonly AccountRow[] {
    const recorded = this.files.readRows("stakes", placed.tx.hash) as readonly AccountRow[] | null;
    if (recorded !== null || placed.tx.stake_cert_count !== 1) return recorded ?? [];
    const registration = !placed.tx.deposit.startsWith("-");
    return soleAccount(placed).map((address) => ({ cert_index: 0, address, registration }));
  }

  /** Where no file tells, the pool is the one that the account file names. */
  delegations(placed: PlacedRecordedTx): readonly AccountRow[] {
    const recorded = this.files.readRows("delegations", placed.tx.hash) as readonly AccountRow[] | null;
    if (recorded !== null || placed.tx.delegation_count !== 1) return recorded ?? [];
    return soleAccount(placed).flatMap((address) => {
      const account = this.files.read("accounts", address) as { pool_id?: string; active_epoch?: number } | null;
      const { pool_id, active_epoch } = account ?? {};
      return pool_id === undefined || active_epoch === undefined
        ? []
        : [{ index: 1, cert_index: 1, address, pool_id, active_epoch }];
    });
  }

  private mirs({ tx }: PlacedRecordedTx): readonly AccountRow[] {
    return (this.files.readRows("mirs", tx.hash) as readonly AccountRow[] | null) ?? [];
  }

  /** An account's rows out of the transactions' own, with hash and place. */
  private events(
    account: string,
    rowsOf: (placed: PlacedRecordedTx) => readonly AccountRow[],
    pick: (row: AccountRow) => object,
  ): object[] {
    return this.files.transactions().flatMap((placed) => {
      const { hash, slot, block_height, block_time } = placed.tx;
      const place = { tx_slot: slot, block_height, block_time };
      return rowsOf(placed)
        .filter(({ address }) => address === account)
        .map((row) => ({ tx_hash: hash, ...pick(row), ...place }));
    });
  }
}

interface AccountRow {
  readonly address: string;
  readonly amount?: string;
  readonly registration?: boolean;
  readonly pool_id?: string;
  readonly active_epoch?: number;
}

const pickAmount = ({ amount }: AccountRow): object => ({ amount });
const registrationOf = ({ registration }: AccountRow): object => ({
  action: registration === true ? "registered" : "deregistered",
  deposit: registration === true ? "2000000" : null,
});
const delegationOf = ({ active_epoch, pool_id }: AccountRow): object => ({
  active_epoch: active_epoch ?? 0,
  amount: "0",
  pool_id,
});

/** The one account that all inputs with an account belong to; empty where there are several. */
function soleAccount({ inputs }: PlacedRecordedTx): string[] {
  const accounts = new Set(inputs.flatMap(({ address }) => accountOf(address) ?? []));
  return accounts.size === 1 ? [...accounts] : [];
}

const placeOf = (row: RecordedUtxo): string => `${row.tx_hash ?? ""}#${row.output_index}`;

type UtxoRow = ReturnType<typeof utxoRow>;

const utxoRow = (row: RecordedUtxo, block: string | null) => ({
  address: row.address,
  tx_hash: row.tx_hash ?? "",
  tx_index: row.output_index,
  output_index: row.output_index,
  amount: row.amount,
  block,
  data_hash: row.data_hash ?? null,
  inline_datum: row.inline_datum ?? null,
  reference_script_hash: row.reference_script_hash ?? null,
});

/** Lovelace first, even when there is none. */
function balance(rows: readonly { readonly amount: readonly RecordedAmount[] }[]): RecordedAmount[] {
  const sums = new Map<string, bigint>([["lovelace", 0n]]);
  for (const { unit, quantity } of rows.flatMap(({ amount }) => amount)) {
    sums.set(unit, (sums.get(unit) ?? 0n) + BigInt(quantity));
  }
  return [...sums].map(([unit, quantity]) => ({ unit, quantity: quantity.toString() }));
}
