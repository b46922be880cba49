import { beforeEach, describe, expect, test } from "vitest";
import { GET as whoAmI } from "@/app/api/session/route";
import { POST as askChallenge } from "@/app/api/session/challenge/route";
import { POST as signInRoute } from "@/app/api/session/wallet/route";
import { createGuest } from "@/lib/auth/create-guest";
import { limits } from "@/lib/contract/limits";
import { db } from "@/lib/db";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { callRoute } from "@/tests/support/call-route";
import * as wallet from "@/tests/support/data-signature";
import { emptyTables, withDatabase } from "@/tests/support/database";
import * as client from "@/tests/support/sign-in-client";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

let address = 0;
const from = () => ({ "x-real-ip": `10.1.0.${(address += 1)}` });

async function challengeFor(given: string) {
  const answer = await callRoute(askChallenge, "/", { method: "POST", body: { address: given }, headers: from() });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

const textOf = (body: Record<string, string>) => Buffer.from(body.payloadHex ?? "", "hex").toString("utf8");

async function send(body: unknown, session?: string) {
  const options = { method: "POST", body, headers: from(), ...(session !== undefined && { session }) };
  const answer = await callRoute(signInRoute, "/", options);
  const token = /session=([\w-]{43});/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
  return { status: answer.status, token, body: (await answer.json()) as Record<string, unknown> };
}

interface Given {
  readonly session?: string;
  readonly sign?: typeof wallet.signData;
}

async function signIn(key: wallet.TestKey, of: ParsedAddress, { session, sign = wallet.signData }: Given = {}) {
  const { body } = await challengeFor(of.text);
  return send({ address: of.text, challenge: body.challenge, signature: sign(key, of, textOf(body)) }, session);
}

async function guest() {
  const { user, token } = await createGuest(new Date());
  return { id: user.id, session: token };
}

const stateOf = async (session: string | undefined) =>
  (await callRoute(whoAmI, "/", session === undefined ? {} : { session })).status;

describe("a challenge", () => {
  test("binds domain, network, address, purpose and time", async () => {
    const stake = wallet.rewardAddress(wallet.newKey());
    const { status, body } = await challengeFor(wallet.addressHex(stake));
    const issuedAt = new Date(Date.parse(body.expiresAt ?? "") - 300_000).toISOString();
    expect(status).toBe(200);
    expect(Buffer.from(body.challenge ?? "", "base64url")).toHaveLength(32);
    expect(textOf(body).split("\n").slice(4)).toEqual([
      "Domain: localhost:3000",
      "Network: mainnet",
      `Address: ${stake.text}`,
      "Purpose: sign-in",
      `Nonce: ${body.challenge}`,
      `Issued: ${issuedAt}`,
      `Expires: ${body.expiresAt}`,
    ]);
    expect(JSON.stringify(await db().authChallenge.findMany())).not.toContain(body.challenge);
  });

  test("is for keys of this network only", async () => {
    const key = wallet.newKey();
    const asked = [wallet.rewardAddress(key, "e0").text, `f1${key.hash}`, "stake1nonsense", "$handle"];
    const answers = [];
    for (const one of asked) answers.push((await challengeFor(one)).body.code);
    expect(answers).toEqual(["wrong_network", "invalid_address", "invalid_address", "invalid_address"]);
    expect(await db().authChallenge.count()).toBe(0);
  });

  test("is good once, at whatever moment it is used twice, and gone after a wrong signature", async () => {
    const key = wallet.newKey();
    const stake = wallet.rewardAddress(key);
    const { body } = await challengeFor(stake.text);
    const signed = {
      address: stake.text,
      challenge: body.challenge,
      signature: wallet.signData(key, stake, textOf(body)),
    };
    const answers = await Promise.all([send(signed), send(signed), send(signed)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect((await send(signed)).body.code).toBe("challenge_expired");

    const second = (await challengeFor(stake.text)).body;
    const good = wallet.signData(key, stake, textOf(second));
    const forged = wallet.signData(wallet.newKey(), stake, textOf(second));
    const attempt = (signature: typeof good) => send({ address: stake.text, challenge: second.challenge, signature });
    expect((await attempt(forged)).body.code).toBe("invalid_signature");
    expect((await attempt(good)).body.code).toBe("challenge_expired");
  });

  test.each([
    ["after five minutes", { expiresAt: new Date(Date.now() - 1) }],
    ["for another address", { address: "stake1other" }],
  ])("is refused %s", async (_name, change) => {
    const key = wallet.newKey();
    const stake = wallet.rewardAddress(key);
    const { body } = await challengeFor(stake.text);
    await db().authChallenge.updateMany({ data: change });
    const signature = wallet.signData(key, stake, textOf(body));
    const answer = await send({ address: stake.text, challenge: body.challenge, signature });
    expect([answer.status, answer.body.code, answer.token]).toEqual([401, "challenge_expired", undefined]);
    expect(await db().user.count()).toBe(0);
  });

  test.each([
    ["domain", "Domain: localhost:3000", "Domain: evil.example"],
    ["network", "Network: mainnet", "Network: preprod"],
    ["purpose", "Purpose: sign-in", "Purpose: link"],
  ])("that was signed for another %s is refused", async (_name, ours, theirs) => {
    const key = wallet.newKey();
    const stake = wallet.rewardAddress(key);
    const { body } = await challengeFor(stake.text);
    expect(textOf(body)).toContain(ours);
    const signature = wallet.signData(key, stake, textOf(body).replace(ours, theirs));
    const answer = await send({ address: stake.text, challenge: body.challenge, signature });
    expect([answer.status, answer.body.code]).toEqual([401, "invalid_signature"]);
  });
});

describe("signing in", () => {
  test.each([
    ["a software wallet", wallet.signData],
    ["a Ledger", wallet.signOnLedger],
    ["a Trezor", wallet.signOnTrezor],
  ])("with %s begins an account, and comes back to it", async (_name, sign) => {
    const key = wallet.newKey();
    const stake = wallet.rewardAddress(key);
    const first = await signIn(key, stake, { sign });
    const again = await signIn(key, stake, { sign });
    expect(first).toMatchObject({ status: 200, body: { user: { kind: "wallet" } } });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.token).not.toBe(first.token);
    expect([await stateOf(first.token), await stateOf(again.token)]).toEqual([200, 200]);
  });

  test("with a payment key is another account than with the stake key of the same address", async () => {
    const [payment, stake] = [wallet.newKey(), wallet.newKey()];
    const byPayment = await signIn(payment, wallet.baseAddress(payment, stake));
    const byStake = await signIn(stake, wallet.rewardAddress(stake));
    expect(byPayment.status).toBe(200);
    expect(byStake.body).not.toEqual(byPayment.body);
  });

  test("ends the session that it began with", async () => {
    const { session } = await guest();
    const key = wallet.newKey();
    const { token } = await signIn(key, wallet.rewardAddress(key), { session });
    expect([await stateOf(session), await stateOf(token)]).toEqual([401, 200]);
  });

  test("of two at once with a new key makes one account", async () => {
    const key = wallet.newKey();
    const stake = wallet.rewardAddress(key);
    const answers = await Promise.all([signIn(key, stake), signIn(key, stake), signIn(key, stake)]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await db().user.count()).toBe(1);
  });
});

describe("a guest who signs in", () => {
  test("keeps everything as a new account", async () => {
    const { id, session } = await guest();
    const walletId = await addWallet(id);
    const key = wallet.newKey();
    const { body } = await signIn(key, wallet.rewardAddress(key), { session });
    expect(body).toEqual({ user: { id, kind: "wallet" } });
    expect(await db().wallet.findMany({ select: { id: true, userId: true } })).toEqual([{ id: walletId, userId: id }]);
  });

  test("brings corrections, which give way to those that the account has already", async () => {
    const key = wallet.newKey();
    const stake = wallet.rewardAddress(key);
    const account = ((await signIn(key, stake)).body.user as { id: string }).id;
    const { id, session } = await guest();
    for (const [owner, ownAction] of [
      [account, "lock"],
      [id, "claim"],
    ] as const) {
      const walletId = await addWallet(owner, { subject: "both" });
      const said = owner === id ? { ownAction, action: ownAction, note: "rent" } : {};
      const given = { classifiedAction: "receive", actionKey: "k" };
      const first = await addTransaction(owner, walletId, { txHash: "a", blockHeight: 1, ...given, ...said });
      await addTransaction(owner, walletId, { txHash: "b", blockHeight: 2, ...given });
      await db().transaction.update({ where: { id: first }, data: { edited: owner === id } });
      await db().contractName.create({ data: { userId: owner, credential: "c", name: ownAction } });
    }
    await db().correctionRule.create({ data: { userId: id, key: "k", action: "farm_stake", txHash: "b" } });
    await db().tokenMark.create({ data: { userId: id, unit: "u", ownSpam: true } });

    await signIn(key, stake, { session });
    const transactions = await db().transaction.findMany({ orderBy: { txHash: "asc" } });
    expect(transactions.map(({ userId, txHash, action, note }) => ({ userId, txHash, action, note }))).toEqual([
      { userId: account, txHash: "a", action: "claim", note: "rent" },
      { userId: account, txHash: "b", action: "farm_stake", note: null },
    ]);
    expect(await db().contractName.findMany()).toEqual([{ userId: account, credential: "c", name: "lock" }]);
    const select = { userId: true, unit: true, suspicion: true, ownSpam: true };
    expect(await db().tokenMark.findMany({ select })).toEqual([
      { userId: account, unit: "u", suspicion: null, ownSpam: true },
    ]);
  });

  test("brings everything to the account that the key has, and nothing is doubled", async () => {
    const key = wallet.newKey();
    const stake = wallet.rewardAddress(key);
    const account = ((await signIn(key, stake)).body.user as { id: string }).id;
    const { id, session } = await guest();
    const flows = [{ unit: "lovelace", netChange: "5" }];
    const kept = await addWallet(account, { subject: "both" });
    await addTransaction(account, kept, { txHash: "a", blockHeight: 1, flows });
    const double = await addWallet(id, { subject: "both", label: "Savings" });
    const edited = await addTransaction(id, double, { txHash: "a", blockHeight: 1, flows, note: "rent" });
    await db().transaction.updateMany({ where: { id: edited }, data: { edited: true, tags: ["home"] } });
    const moved = await addWallet(id, { subject: "only the guest's" });
    await addTransaction(id, moved, { txHash: "b", blockHeight: 2, flows });
    await db().syncJob.create({
      data: { userId: id, walletId: moved, activeWalletId: moved, status: "running", stage: "transactions" },
    });

    const { body } = await signIn(key, stake, { session });
    expect(body).toEqual({ user: { id: account, kind: "wallet" } });
    const wallets = await db().wallet.findMany({
      select: {
        id: true,
        userId: true,
        label: true,
        transactions: { select: { userId: true, txHash: true, note: true, tags: true, edited: true } },
      },
      orderBy: { subject: "asc" },
    });
    expect(wallets).toEqual([
      {
        id: kept,
        userId: account,
        label: "Savings",
        transactions: [{ userId: account, txHash: "a", note: "rent", tags: ["home"], edited: true }],
      },
      {
        id: moved,
        userId: account,
        label: null,
        transactions: [{ userId: account, txHash: "b", note: null, tags: [], edited: false }],
      },
    ]);
    const owners = await Promise.all([db().user.findMany(), db().assetFlow.findMany(), db().syncJob.findMany()]);
    expect(owners.map((rows) => rows.map((row) => ("userId" in row ? row.userId : row.id)))).toEqual([
      [account],
      [account, account],
      [account],
    ]);
    expect(await stateOf(session)).toBe(401);
  });
});

describe("several at once", () => {
  test("link the same account to each other, or one key to several guests: nobody is answered with a failure of ours", async () => {
    const [one, two] = [wallet.newKey(), wallet.newKey()];
    for (let round = 0; round < 4; round += 1) {
      const [mine, theirs] = [wallet.newKey(), wallet.newKey()];
      const [first, second] = [
        await signIn(mine, wallet.rewardAddress(mine)),
        await signIn(theirs, wallet.rewardAddress(theirs)),
      ];
      const guests = [await guest(), await guest()];
      for (const { id } of guests) await addWallet(id, { subject: `stake1both${round}` });
      const link = async (key: wallet.TestKey, owner: wallet.TestKey, session = "") => {
        const proof = await client.signed(owner, "prove", session);
        return { body: { ...(await client.signed(key, "link", session)), proof }, session };
      };
      const calls: { readonly body: object; readonly session: string }[] = [
        await link(theirs, mine, first.token),
        await link(mine, theirs, second.token),
        await link(one, mine, first.token),
        await link(two, mine, first.token),
      ];
      for (const { session } of guests) calls.push({ body: await client.signed(mine, "sign-in", session), session });
      const answers = await Promise.all(calls.map(({ body, session }) => client.sendSigned(body, session)));
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    }
  });
});

describe("an account", () => {
  test("takes so many keys and no more; those that it has still open it", async () => {
    const first = wallet.newKey();
    const { token = "", body } = await signIn(first, wallet.rewardAddress(first));
    const { id: userId } = body.user as { id: string };
    const more = Array.from({ length: limits.signInKeys - 1 }, (_, nth) => `${nth}`);
    const row = { userId, network: "mainnet", kind: "stake", address: "stake1" };
    await db().signInKey.createMany({ data: more.map((credential) => ({ ...row, credential })) });
    const prove = () => client.signed(first, "prove", token);
    expect(await client.addKey(wallet.newKey(), token, await prove())).toMatchObject({
      status: 409,
      body: { code: "limit_reached" },
    });
    expect((await client.addKey(first, token, await prove())).body).toEqual(body);
  });

  test("is not taken in by whoever signs in next on the same machine", async () => {
    const [one, two] = [wallet.newKey(), wallet.newKey()];
    const first = await signIn(one, wallet.rewardAddress(one));
    const second = await signIn(
      two,
      wallet.rewardAddress(two),
      first.token === undefined ? {} : { session: first.token },
    );
    expect(second.body).not.toEqual(first.body);
    expect(await db().user.count()).toBe(2);
  });
});
