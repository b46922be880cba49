import { lovelace } from "@/lib/cardano/unit";
import type { Action } from "@/lib/ledger/action";
import { certificateDeposit, depositsForOthers, ownProposals, type OthersDeposit } from "@/lib/ledger/deposits";
import type { EventLocation } from "@/lib/ledger/event-location";
import { isOwnStakeAddress, type WalletScope } from "@/lib/ledger/ownership";
import type { CertificateKind, RawCertificate, RawTx } from "@/lib/ledger/raw-tx";
import type { Entry, Leg } from "@/lib/ledger/transaction-event";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";
import { withdrawalWords } from "@/lib/ledger/withdrawal-words";
import { adaWords, shortName } from "@/lib/ledger/wording";

const governanceWords = {
  drep_registration: "Registered a DRep",
  drep_retirement: "Retired a DRep",
  drep_update: "Updated a DRep",
  pool_registration: "Registered or changed a stake pool",
  pool_retirement: "Announced a stake pool's retirement",
} as const satisfies Partial<Record<CertificateKind, string>>;

function isGovernance(kind: CertificateKind): kind is keyof typeof governanceWords {
  return Object.hasOwn(governanceWords, kind);
}

/** What the ledger itself does, whatever else a transaction is for: certificates, proposals, votes, withdrawals, donations. */
export function ledgerEntries(tx: RawTx, scope: WalletScope, delta: WalletDelta, home: EventLocation): Entry[] {
  const isOwn = (stakeAddress: string | null) => isOwnStakeAddress(stakeAddress, scope);
  const side = { home, isPayer: delta.movement.ownInputs.length > 0 };
  const certified = tx.certificates.flatMap((certificate): Entry[] => {
    const isPaid = certificate.drepCredential !== null && delta.feeLovelace !== null;
    const deposit = isPaid || isOwn(certificate.stakeAddress) ? certificateDeposit(certificate) : 0n;
    const done = isOwn(certificate.stakeAddress) ? stakeEffect(certificate) : null;
    const told = done ?? (delta.signedByWallet ? governanceEffect(certificate) : null);
    if (told === null && deposit === 0n) return [];
    const entry = depositEntry(told ?? unnamed, deposit, side);
    return [isOfFurtherKey(certificate, scope) ? { ...entry, legs: of(certificate.stakeAddress, entry.legs) } : entry];
  });
  const voted: Effect = { action: "governance_vote", words: "Voted on governance actions", counterparty: null };
  const entries = [
    ...certified,
    ...proposalEntry(tx, scope, delta, side),
    ...(tx.voters.length > 0 && delta.signedByWallet ? [depositEntry(voted, 0n, side)] : []),
  ];
  return [
    ...withUnstated(entries, delta.depositLovelace, side),
    ...depositsForOthers(tx, scope, delta.feeLovelace).map((deposit) => othersDepositEntry(deposit, home)),
    ...withdrawalEntry(delta.withdrawalLovelace, home),
    ...othersWithdrawals(tx, scope, delta.feeLovelace).map((withdrawal) => othersWithdrawalEntry(withdrawal, home)),
    ...donationEntry(tx, delta, home),
  ];
}

/** Of the wallet's own keys beside other stake parts than the one that is followed: their deposits come back by themselves. */
function isOfFurtherKey({ stakeAddress }: RawCertificate, scope: WalletScope): boolean {
  return scope.kind === "portfolio" && stakeAddress !== null && !isOwnStakeAddress(stakeAddress, scope.wallets[0]);
}

/** Each deposit has its own legs, which name the reward account that it comes back to. */
function proposalEntry(tx: RawTx, scope: WalletScope, delta: WalletDelta, side: Side): Entry[] {
  const own = ownProposals(tx, scope, delta.feeLovelace);
  if (own.length === 0 && (tx.proposals.length === 0 || !delta.signedByWallet)) return [];
  const deposit = sum(own.map(({ depositLovelace }) => depositLovelace));
  const others = new Set(
    own.flatMap(({ returnAddress }) => (isOwnStakeAddress(returnAddress, scope) ? [] : [shortName(returnAddress)])),
  );
  const goesTo = others.size === 0 ? "" : `, which comes back to ${[...others].slice(0, 2).join(" and ")}`;
  const count = tx.proposals.length;
  const words = count === 1 ? "Proposed a governance action" : `Proposed ${count} governance actions`;
  const entry = depositEntry({ action: "governance_proposal", words, counterparty: null }, deposit, side);
  const legs = own.flatMap(({ depositLovelace, returnAddress }) =>
    of(returnAddress, depositLegs(depositLovelace, side)),
  );
  return [{ ...entry, summary: (entry.summary ?? "") + goesTo, ...(deposit !== 0n && { legs }) }];
}

interface Effect {
  readonly action: Action;
  readonly words: string;
  readonly counterparty: string | null;
}

const unnamed: Effect = {
  action: "unclassified",
  words: "Registered or retired something that takes a deposit",
  counterparty: null,
};

/** What a certificate does to the wallet's own stake credential. */
function stakeEffect({ kind, poolId, drep }: RawCertificate): Effect | null {
  if (kind === "stake_registration") return { action: kind, words: "Registered the stake key", counterparty: null };
  if (kind === "stake_deregistration") return { action: kind, words: "Deregistered the stake key", counterparty: null };
  if (kind === "stake_delegation") {
    return { action: kind, words: `Delegated stake to ${shortName(poolId ?? "a pool")}`, counterparty: poolId };
  }
  if (kind !== "vote_delegation") return null;
  return { action: kind, words: `Delegated the vote to ${drepWords(drep)}`, counterparty: drep };
}

function governanceEffect({ kind, poolId, drep }: RawCertificate): Effect | null {
  return isGovernance(kind) ? { action: kind, words: governanceWords[kind], counterparty: poolId ?? drep } : null;
}

function drepWords(drep: string | null): string {
  if (drep === "drep_always_abstain") return "abstain";
  if (drep === "drep_always_no_confidence") return "no confidence";
  return shortName(drep ?? "a DRep");
}

/** The wallet's side of a deposit. */
interface Side {
  readonly home: EventLocation;
  /** Where it spends nothing, somebody else paid the deposit: a gift that lies where deposits lie. */
  readonly isPayer: boolean;
}

function depositWords(deposit: bigint, { isPayer }: Side): string {
  if (deposit === 0n) return "";
  if (deposit < 0n) return `; ${adaWords(-deposit)} of deposit came back`;
  return isPayer ? `; deposit ${adaWords(deposit)}` : `; somebody else paid the deposit of ${adaWords(deposit)}`;
}

/** @param deposit paid (> 0) or returned (< 0) */
function depositEntry({ action, words, counterparty }: Effect, deposit: bigint, side: Side): Entry {
  const nothing: Leg = { role: "informational", unit: lovelace, quantity: 0n, location: side.home };
  return {
    action,
    subtype: null,
    protocol: null,
    counterparty,
    orderRef: null,
    summary: words + depositWords(deposit, side),
    legs: deposit === 0n ? [nothing] : depositLegs(deposit, side),
  };
}

function depositLegs(deposit: bigint, { home, isPayer }: Side): Leg[] {
  if (deposit < 0n) return pair("deposit_return", deposit, "deposit", home);
  return pair("deposit", deposit, "deposit", home).filter(({ location }) => isPayer || location === "deposit");
}

/** @param quantity what comes to `there` and leaves `home`, or the other way where it is negative */
function pair(role: Leg["role"], quantity: bigint, there: EventLocation, home: EventLocation): Leg[] {
  return [
    { role, unit: lovelace, quantity, location: there },
    { role, unit: lovelace, quantity: -quantity, location: home },
  ];
}

/** The protocol parameter `pool_deposit`, unchanged since Shelley: no certificate carries it. */
const poolDepositLovelace = 500_000_000n;

/**
 * A deposit that no certificate states is a pool's, or that of something that the source does not show. Of several pools only
 * those pay that are new: where not all are, nobody tells whose deposit it is.
 */
function withUnstated(entries: Entry[], total: bigint, side: Side): Entry[] {
  const stated = entries.flatMap(({ legs }) => legs.filter(({ location }) => location === "deposit"));
  const rest = total - sum(stated.map(({ quantity }) => quantity));
  if (rest === 0n) return entries;
  const pools = entries.filter(({ action }) => action === "pool_registration");
  const isEach = rest === poolDepositLovelace * BigInt(pools.length);
  const [first] = pools;
  if (first === undefined) return [...entries, depositEntry(unnamed, rest, side)];
  return entries.map((entry) => {
    if (isEach && pools.includes(entry)) return withDeposits(entry, [poolDepositLovelace], entry.counterparty, side);
    if (entry !== first) return entry;
    return withDeposits(entry, poolDeposits(rest), pools.length === 1 ? entry.counterparty : null, side);
  });
}

/** Each comes back by itself. */
function poolDeposits(all: bigint): bigint[] {
  const isWhole = all > 0n && all % poolDepositLovelace === 0n;
  return isWhole ? Array.from({ length: Number(all / poolDepositLovelace) }, () => poolDepositLovelace) : [all];
}

function of(counterparty: string | null, legs: readonly Leg[]): Leg[] {
  return legs.map((leg) => ({ ...leg, counterparty }));
}

function withDeposits(entry: Entry, deposits: readonly bigint[], counterparty: string | null, side: Side): Entry {
  const legs = of(
    counterparty,
    deposits.flatMap((each) => depositLegs(each, side)),
  );
  return { ...entry, summary: (entry.summary ?? "") + depositWords(sum(deposits), side), legs };
}

function withdrawalEntry(withdrawn: bigint, home: EventLocation): Entry[] {
  if (withdrawn === 0n) return [];
  const summary = withdrawalWords(withdrawn);
  return [{ ...plain, action: "reward_withdrawal", summary, legs: pair("reward", -withdrawn, "rewards", home) }];
}

/** A deposit of somebody else's stake key: whoever ends its registration gets it, so that it is gone like any payment. */
function othersDepositEntry({ stakeAddress, depositLovelace }: OthersDeposit, home: EventLocation): Entry {
  const [amount, name] = [depositLovelace < 0n ? -depositLovelace : depositLovelace, shortName(stakeAddress)];
  const isPaid = depositLovelace > 0n;
  return {
    ...plain,
    action: isPaid ? "send" : "receive",
    counterparty: stakeAddress,
    summary: isPaid
      ? `Sent ${adaWords(amount)} as the deposit of stake key ${name}`
      : `Received ${adaWords(amount)}, the deposit of stake key ${name} that came back`,
    legs: [{ role: "principal", unit: lovelace, quantity: -depositLovelace, location: home }],
  };
}

/** What the wallet, which paid for all of the transaction, got out of a reward account that is not followed. */
function othersWithdrawals(tx: RawTx, scope: WalletScope, feeLovelace: bigint | null): RawTx["withdrawals"] {
  if (feeLovelace === null) return [];
  const followed = (scope.kind === "portfolio" ? scope.wallets : [scope]).filter(({ kind }) => kind !== "keys");
  const isFollowed = (stakeAddress: string) => followed.some((wallet) => isOwnStakeAddress(stakeAddress, wallet));
  return tx.withdrawals.filter(({ stakeAddress, amountLovelace }) => amountLovelace > 0n && !isFollowed(stakeAddress));
}

function othersWithdrawalEntry(
  { stakeAddress, amountLovelace }: RawTx["withdrawals"][number],
  home: EventLocation,
): Entry {
  return {
    ...plain,
    action: "receive",
    counterparty: stakeAddress,
    summary: `Received ${adaWords(amountLovelace)}, withdrawn from the reward account of ${shortName(stakeAddress)}`,
    legs: [{ role: "principal", unit: lovelace, quantity: amountLovelace, location: home }],
  };
}

/** Among the ledger's own entries only these say so. */
export function isOthersMoney({ action }: Entry): boolean {
  return action === "send" || action === "receive";
}

/** Where somebody else paid too, nobody knows how much of it was the wallet's. */
function donationEntry({ donationLovelace }: RawTx, delta: WalletDelta, home: EventLocation): Entry[] {
  const isAlone = delta.feeLovelace !== null;
  const isPart = delta.signedByWallet && delta.movement.ownInputs.length > 0;
  if (donationLovelace === 0n || !(isAlone || isPart)) return [];
  const summary = isAlone
    ? `Donated ${adaWords(donationLovelace)} to the treasury`
    : `Took part in a donation of ${adaWords(donationLovelace)} to the treasury`;
  const leg = { unit: lovelace, location: home } as const;
  const legs: Leg[] = isAlone
    ? [{ ...leg, role: "donation", quantity: -donationLovelace }]
    : [{ ...leg, role: "informational", quantity: 0n }];
  return [{ ...plain, action: "treasury_donation", summary, legs }];
}

const plain = { subtype: null, protocol: null, counterparty: null, orderRef: null } as const;

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
