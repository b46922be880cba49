/** Lovelace that moved into (> 0) or out of (< 0) deposits, as one transaction of one wallet shows it. */
export interface DepositLeg {
  readonly walletId: string;
  readonly txHash: string;
  readonly at: Date;
  readonly action: string;
  /** A stake key, a pool, a DRep, or the reward account that a proposal's deposit comes back to. */
  readonly counterparty: string | null;
  readonly quantity: bigint;
}

export interface DepositWallet {
  readonly walletId: string;
  /** Its stake address, where it has one. */
  readonly subject: string;
  /** Sum over its transactions: what no leg tells was paid for something unknown. */
  readonly deposited: bigint;
}

/** A deposit of the person's that did not come back with a certificate. */
export interface OpenDeposit {
  readonly walletId: string;
  readonly kind: "stake" | "drep" | "pool" | "proposal" | "unknown";
  /** Stake address, DRep, pool, or one proposal; null where nobody tells. */
  readonly id: string | null;
  /** Where a proposal's deposit comes back to. */
  readonly returnAddress: string | null;
  readonly at: Date;
  readonly lovelace: bigint;
}

const kinds: Readonly<Record<string, OpenDeposit["kind"]>> = {
  stake_registration: "stake",
  stake_deregistration: "stake",
  drep_registration: "drep",
  drep_retirement: "drep",
  pool_registration: "pool",
  governance_proposal: "proposal",
};

/**
 * Deposits that stand open after all certificates of the person's wallets, which are one for them: a refund ends its own
 * deposit, whichever wallet paid, and one of a deposit that none of them paid ends none.
 * @param legs in chain order
 */
export function openDeposits(wallets: readonly DepositWallet[], legs: readonly DepositLeg[]): OpenDeposit[] {
  const subjects = new Map(wallets.map(({ walletId, subject }) => [walletId, subject]));
  let open: OpenDeposit[] = [];
  const counted = new Map<string, number>();
  for (const leg of legs) {
    const deposit = depositOf(leg, subjects.get(leg.walletId) ?? "", counted);
    if (leg.quantity < 0n) open = without(open, deposit, -leg.quantity);
    // Both the payer and the owner of the return address may show one proposal.
    else if (!open.some((other) => deposit.kind === "proposal" && other.id === deposit.id)) open.push(deposit);
  }
  return [...open, ...untold(wallets, legs)];
}

function depositOf(leg: DepositLeg, subject: string, counted: Map<string, number>): OpenDeposit {
  const { walletId, txHash, at, counterparty, quantity } = leg;
  const kind = kinds[leg.action] ?? "unknown";
  const common = { walletId, kind, at, lovelace: quantity, returnAddress: null };
  if (kind === "stake") return { ...common, id: counterparty ?? subject };
  if (kind !== "proposal") return { ...common, id: kind === "unknown" ? null : counterparty };
  const returnAddress = counterparty ?? subject;
  const place = `${walletId} ${txHash} ${returnAddress}`;
  const number = counted.get(place) ?? 0;
  counted.set(place, number + 1);
  return { ...common, id: `${txHash} ${returnAddress} ${number}`, returnAddress };
}

/** What a refund leaves open: without its own deposit; of what nobody can tell apart so much less as came back. */
function without(open: readonly OpenDeposit[], { walletId, kind, id }: OpenDeposit, returned: bigint): OpenDeposit[] {
  if (kind !== "unknown") {
    const same = open.filter((each) => each.kind === kind && each.id === id);
    // Rows of before the name was kept: one DRep is taken for the other.
    const ended = same.length > 0 ? same : open.filter((each) => each.kind === kind && each.id === null).slice(0, 1);
    return open.filter((each) => !ended.includes(each));
  }
  let left = returned;
  return open.flatMap((each) => {
    if (each.kind !== "unknown" || each.walletId !== walletId || left === 0n) return [each];
    const taken = each.lovelace < left ? each.lovelace : left;
    left -= taken;
    return taken === each.lovelace ? [] : [{ ...each, lovelace: each.lovelace - taken }];
  });
}

/** Of transactions whose legs nobody has told yet only the sum is known. */
function untold(wallets: readonly DepositWallet[], legs: readonly DepositLeg[]): OpenDeposit[] {
  return wallets.flatMap(({ walletId, deposited }) => {
    const told = legs.reduce((sum, leg) => sum + (leg.walletId === walletId ? leg.quantity : 0n), 0n);
    const lovelace = deposited - told;
    if (lovelace <= 0n) return [];
    return [{ walletId, kind: "unknown" as const, id: null, returnAddress: null, at: new Date(0), lovelace }];
  });
}

/** What came back through reward accounts, without a transaction. */
export interface ReturnedDeposits {
  /** By pool and time: each ends one deposit, the oldest of that pool. */
  readonly pools: readonly { readonly poolId: string; readonly before: Date; readonly lovelace: bigint }[];
  /** Ids of proposals whose deposits came back. */
  readonly proposals: ReadonlySet<string>;
  /** Pools that have retired: whoever got their deposit, it is no longer one. */
  readonly retiredPools: ReadonlySet<string>;
}

/** What is still kept as a deposit, by wallet. */
export function keptDeposits(
  open: readonly OpenDeposit[],
  accounts: ReadonlySet<string>,
  { pools, proposals, retiredPools }: ReturnedDeposits,
): Map<string, bigint> {
  let kept = [...open];
  for (const { poolId, before, lovelace } of pools) {
    const paidBefore = kept.filter(({ at }) => at < before);
    const own = paidBefore.find(({ kind, id }) => kind === "pool" && (id === poolId || id === null));
    const ended = own ?? paidBefore.find((each) => each.kind === "unknown" && each.lovelace === lovelace);
    kept = kept.filter((each) => each !== ended);
  }
  const sums = new Map<string, bigint>();
  for (const { walletId, kind, id, returnAddress, lovelace } of kept) {
    if (kind === "pool" && retiredPools.has(id ?? "")) continue;
    // One that comes back to somebody else's account is given away.
    if (kind === "proposal" && (proposals.has(id ?? "") || !accounts.has(returnAddress ?? ""))) continue;
    sums.set(walletId, (sums.get(walletId) ?? 0n) + lovelace);
  }
  return sums;
}
