import { pack } from "@/lib/accounting/packed";
import { defaultAccounting } from "@/lib/contract/accounting";
import { randomUUID } from "node:crypto";
import { createGuest } from "@/lib/auth/create-guest";
import { db } from "@/lib/db";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { addAddress, addTransaction, addWallet } from "@/tests/support/rows";

/** A token that stands for liquidity of a protocol whose pools are not looked up. */
export const lpUnit = "2c07095028169d7ab4376611abef750623c8f955597a38cd15248640444a45442d695553442d534c50";

const picture =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

/** A user with a row of every kind, each bearing `mark` wherever it can. */
export interface Owner {
  readonly userId: string;
  readonly session: string;
  /** By the name under which the API's paths and queries ask for it. */
  readonly ids: Readonly<Record<string, string>>;
  /** What must not turn up in anybody else's answer. */
  readonly marks: readonly string[];
}

/** The token that a user with this mark has; everybody may ask what it costs. */
const unitOf = (mark: string): string => Buffer.from(`${mark} unit`).toString("hex").padEnd(60, "0");

/** `syncing`: whether the wallet's sync is under way; `firstAt`: when its history begins. */
export async function makeOwner(
  mark: string,
  subject: string,
  syncing = true,
  firstAt = new Date("2026-01-01T00:00:00Z"),
): Promise<Owner> {
  const { user, token } = await createGuest(new Date(), `${mark} device`);
  const userId = user.id;
  const withdrawable = numberOf(mark, 1);
  const walletId = await addWallet(userId, { label: `${mark} label`, subject, withdrawable, lastSyncedAt: new Date() });
  await addAddress(userId, walletId, `${mark} address`, true);
  const txHash = Buffer.from(mark).toString("hex").padEnd(64, "0");
  const flows = [
    { unit: "lovelace", netChange: numberOf(mark, 2) },
    { unit: lpUnit, netChange: numberOf(mark, 4) },
  ];
  const credential = Buffer.from(`${mark} script`).toString("hex").padEnd(56, "0");
  const transactionId = await addTransaction(userId, walletId, {
    txHash,
    blockHeight: 1,
    scripts: [credential],
    note: `${mark} note`,
    deposit: numberOf(mark, 5),
    flows,
    txTimestamp: firstAt,
  });
  const owned = { userId, walletId };
  const job = await db().syncJob.create({
    data: { ...owned, activeWalletId: syncing ? walletId : null, status: "running", stage: "transactions" },
  });
  await db().stakingReward.create({ data: { ...owned, epoch: 1, type: "member", poolId: `${mark} pool`, amount: 1 } });
  await db().activeStake.create({ data: { ...owned, epoch: 1, poolId: `${mark} pool`, lovelace: 1 } });
  await db().portfolioHoldingsSnapshot.create({
    data: { ...owned, asOf: new Date(), unit: `${mark} unit`, quantity: 1 },
  });
  await db().securityEvent.create({ data: { userId, kind: "signed_in", device: `${mark} other device` } });
  const key = await db().signInKey.create({
    data: { userId, network: "mainnet", kind: "stake", credential: userId, address: `${mark} key` },
  });
  const lot = { txHash, index: 1, credential: "c".repeat(56), amounts: [["lovelace", numberOf(mark, 6)]], datum: null };
  await db().walletProof.create({
    data: {
      ...owned,
      status: "proven",
      height: 1,
      blockHash: `${mark} block`,
      checkedAt: new Date(),
      assets: [],
      unspent: { contracts: [lot], tokenMinima: [["", "1"]] },
    },
  });
  const quarantined = await db().quarantinedTransaction.create({
    data: {
      ...owned,
      txHash: "q",
      blockHeight: 1,
      txIndex: 0,
      txTimestamp: new Date(),
      raw: {},
      error: mark,
      decoderVersion: 1,
    },
  });
  await db().valuation.create({ data: { ...owned, needed: 1 } });
  await db().wantedPrice.create({
    data: { ...owned, unit: `${mark} unit`, day: new Date(), at: new Date(), height: 1, quantity: 1 },
  });
  await db().tokenLookup.create({ data: { ...owned, skipped: [`${mark} skipped`] } });
  await db().chainBreadcrumb.create({ data: { ...owned, height: 1, hash: `${mark} block` } });
  const unexplained = await addTransaction(userId, walletId, {
    txHash: "u",
    blockHeight: 2,
    txTimestamp: firstAt,
    action: "unclassified",
  });
  const failure = { by: `${mark} reader`, reason: "too deep" };
  await db().transaction.update({
    where: { id: unexplained },
    data: { trace: { rule: "unclassified", version: 1, facts: [], failure } },
  });
  await db().orphanedEdit.create({
    data: { ...owned, txHash: "o", action: "receive", note: `${mark} edit`, tags: [], spam: false, edited: true },
  });
  await db().orderOpening.create({
    data: {
      ...owned,
      transactionId,
      ref: `${txHash}#0`,
      protocol: "minswap-v2",
      kind: "swap",
      credential: "c",
      locked: { lovelace: numberOf(mark, 3) },
      wanted: [],
    },
  });
  await db().delegationEvent.create({
    data: { ...owned, transactionId, certIndex: 0, kind: "stake_delegation", poolId: `${mark} delegated pool` },
  });
  const leg = { role: "principal", unit: "lovelace", ordinal: 0 };
  await db().transactionEvent.create({
    data: {
      ...owned,
      ...leg,
      transactionId,
      index: 0,
      action: "send",
      quantity: numberOf(mark, 4),
      location: "wallet",
      counterparty: `${mark} counterparty`,
    },
  });
  const handedOver = { role: "principal", action: "farm_stake", location: "position:minswap-farm:farm", quantity: 3 };
  await db().transactionEvent.create({ data: { ...owned, ...handedOver, transactionId, index: 1, unit: "lovelace" } });
  const deposit = { role: "principal", action: "stake_registration", location: "deposit", quantity: numberOf(mark, 8) };
  await db().transactionEvent.create({ data: { ...owned, ...deposit, transactionId, index: 2, unit: "lovelace" } });
  await db().eventCorrection.create({ data: { ...owned, ...leg, txHash, incoming: true, note: `${mark} leg` } });
  const rule = await db().correctionRule.create({ data: { userId, key: `${mark} key`, action: "send", txHash } });
  const unit = unitOf(mark);
  await db().assetFlow.create({ data: { ...owned, transactionId, unit, place: "wallet", netChange: 1 } });
  const kind = { policyId: unit.slice(0, 56), assetName: unit.slice(56), fingerprint: `${mark} asset`, kind: "token" };
  // Tokens are nobody's: the scene before may have left this one.
  await db().token.createMany({ data: { unit, ...kind, logo: picture, fetchedAt: new Date() }, skipDuplicates: true });
  await db().tokenMark.create({ data: { userId, unit, suspicion: "link_in_name", ownSpam: false } });
  await db().tokenMark.create({ data: { userId, unit: "f".repeat(56), suspicion: "link_in_name" } });
  const trade = { txHash: "t", blockHeight: 3, action: "direct_swap", summary: `${mark} trade` };
  await addTransaction(userId, walletId, { ...trade, flows: [{ unit: lpUnit, netChange: numberOf(mark, 7) }] });
  const received = await addTransaction(userId, walletId, { txHash: "n", blockHeight: 4, txTimestamp: new Date() });
  await db().transactionEvent.create({
    data: {
      ...owned,
      ...leg,
      transactionId: received,
      index: 0,
      action: "receive",
      quantity: numberOf(mark, 6),
      location: "wallet",
    },
  });
  await db().ownPrice.create({
    data: {
      userId,
      unit: lpUnit,
      isDay: false,
      at: new Date(1),
      price: numberOf(mark, 9),
      currency: "ADA",
      decimals: 0,
    },
  });
  await db().watch.create({ data: { userId, unit: lpUnit } });
  await db().exportNumber.create({ data: { userId, unit: lpUnit, number: 77 } });
  await db().gainsFold.create({ data: { userId, endedSeq: 0 } });
  const packed = pack(`${mark} packed`);
  const told = {
    height: 1,
    txIndex: 0,
    transactions: 1,
    toldBy: `${mark} told`,
    rules: "",
    late: false,
    priceChange: 0n,
  };
  await db().gainsSegment.create({ data: { userId, seq: 0, ...told, events: packed, sums: packed } });
  const row = { seq: 0, kind: "income", n: 0, year: 2020, at: new Date(1), asset: unit };
  await db().gainsRow.create({ data: { userId, ...row, facts: { quantity: numberOf(mark, 5), value: null } } });
  const left = { lotId: null, acquiredAt: 1, quantity: numberOf(mark, 9), costBasis: null };
  await db().gainsRow.create({ data: { userId, ...row, kind: "lot", facts: left } });
  const accepted = [{ year: 2020, what: "unpriced", print: `${mark} print`, at: new Date(1) }];
  await db().accountingSetting.create({
    data: { userId, settings: { ...defaultAccounting, currency: "NOK" }, accepted },
  });
  await db().addressBook.create({
    data: { userId, address: `${mark} party`, kind: "friend", label: `${mark} friend` },
  });
  const openingLot = await db().openingLot.create({
    data: {
      ...{ userId, unit: lpUnit, quantity: numberOf(mark, 5), acquiredAt: new Date(2), cost: numberOf(mark, 4) },
      ...{ currency: "NOK", note: `${mark} lot` },
    },
  });
  await db().keyWord.create({ data: { userId, credential: `${mark} word`, word: "foreign", saidBy: "person" } });
  await db().dueCorrection.create({ data: { userId, scope: "action_key", key: `${mark} due` } });
  await db().contractName.create({ data: { userId, credential, name: `${mark} name` } });
  const relabel = await db().relabel.create({
    data: { userId, fingerprint: rulesFingerprint, status: "ready", total: 77 },
  });
  const label = { action: "send", protocol: null, summary: `${mark} label` };
  await db().relabelChange.create({
    data: { ...owned, transactionId, relabelId: relabel.id, before: label, after: label },
  });
  await db().ownPrice.create({
    data: { userId, unit, isDay: false, at: new Date(), price: numberOf(mark, 9), currency: "ADA", decimals: 0 },
  });
  await db().watch.create({ data: { userId, unit } });
  const { id: sessionId } = await db().session.findFirstOrThrow({ where: { userId } });
  const ids = {
    wallets: walletId,
    wallet: walletId,
    transactions: transactionId,
    sync: job.id,
    devices: sessionId,
    keys: key.id,
    issues: quarantined.id,
    rules: rule.id,
    lots: openingLot.id,
    events: "0",
    tokens: unit,
    contracts: credential,
    relabel: relabel.id,
  };
  return {
    userId,
    session: token,
    ids,
    marks: [
      mark,
      userId,
      txHash,
      numberOf(mark, 9),
      withdrawable,
      numberOf(mark, 9),
      ...flows.map(({ netChange }) => netChange),
      ...Object.values(ids).filter((id) => id !== ids.events),
    ],
  };
}

/** A quantity that says whose it is. */
const numberOf = (mark: string, which: number) =>
  String(BigInt(`0x${Buffer.from(mark).toString("hex")}`) * 10n + BigInt(which)).slice(-18);

/** An id that no row has. */
export const nobodysId = (): string => randomUUID();
