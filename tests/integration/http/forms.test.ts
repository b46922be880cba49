import { entropyToMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { NextRequest } from "next/server";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { PATCH as patchTransaction } from "@/app/api/transactions/[id]/route";
import { POST as challenge } from "@/app/api/session/challenge/route";
import { POST as recover } from "@/app/api/session/recover/route";
import { POST as addWallet } from "@/app/api/wallets/route";
import { PATCH as patchWallet } from "@/app/api/wallets/[id]/route";
import { POST as addByForm } from "@/app/forms/add-wallet/route";
import { POST as recoverByForm } from "@/app/forms/recover/route";
import { createGuest } from "@/lib/auth/create-guest";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addWallet as addRow } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);

let logged = "";
for (const way of ["log", "warn", "error", "info"] as const) {
  vi.spyOn(console, way).mockImplementation((...line: unknown[]) => void (logged += line.map(String).join(" ")));
}
afterAll(() => vi.restoreAllMocks());
beforeEach(async () => {
  await emptyTables();
  logged = "";
});

const stake = "stake1uyvfslqkzgrf6syq5r4jg7pqewv8l65phh024lw5r7vk9qgznhyty";
const mnemonic = entropyToMnemonic(new Uint8Array(16).fill(99), wordlist);
const keyHex = "5".repeat(128);
const secrets = {
  "a seed phrase": mnemonic,
  "a seed phrase, numbered over lines": mnemonic
    .split(" ")
    .map((word, index) => `${index + 1}. ${word.toUpperCase()}`)
    .join("\n"),
  "a key in bech32": `root_xsk1${"q".repeat(150)}`,
  "a key in hex": keyHex,
};
/** No word of the phrase, nor ten digits of a key. */
const trace = /gloom|curtain|mirror|hockey|root_xsk1q|5555555555/i;

/** As a browser sends a form without script. */
function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): NextRequest {
  return new NextRequest(`http://localhost:3000${path}`, {
    method: "POST",
    headers: {
      host: "localhost:3000",
      origin: "http://localhost:3000",
      "content-type": "application/x-www-form-urlencoded",
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  });
}

const rowsOf = async () => JSON.stringify([await db().wallet.findMany(), await db().user.findMany()]);

test("the phrase of these tests has the words that are looked for", () => expect(mnemonic).toMatch(trace));

describe.each(Object.entries(secrets))("%s", (_name, secret) => {
  test("sent by a form without script is answered with what to do, and leaves nothing", async () => {
    const kind = secret.length === keyHex.length || secret.startsWith("root") ? "private_key" : "seed_phrase";
    const answers = [
      await addByForm(post("/forms/add-wallet", { address: secret })),
      await recoverByForm(post("/forms/recover", { recoveryKey: secret })),
    ];
    expect(answers.map(({ status, headers }) => [status, headers.get("location"), headers.get("set-cookie")])).toEqual([
      [303, `/?trouble=${kind}`, null],
      [303, `/recover?trouble=${kind}`, null],
    ]);
    expect(await rowsOf()).toBe("[[],[]]");
    expect(logged).not.toMatch(trace);
  });

  test("sent to the API is refused, and neither said back nor logged nor kept", async () => {
    const { user, token: session } = await createGuest(new Date());
    const walletId = await addRow(user.id, { subject: stake });
    const before = await rowsOf();
    const call = (body: unknown) => ({ method: "POST", session, body });
    const id = crypto.randomUUID();
    const answers = await Promise.all([
      callRoute(addWallet, "/api/wallets", call({ address: secret })),
      callRoute(addWallet, "/api/wallets", call({ address: stake, label: secret })),
      callRoute(addWallet, "/api/wallets", call({ address: stake, [secret]: 1 })),
      callRoute(addWallet, "/api/wallets", call(`{"address": ${secret}}`)),
      callRoute(recover, "/api/session/recover", call({ recoveryKey: secret })),
      callRoute(challenge, "/api/session/challenge", call({ address: secret })),
      callRoute(patchWallet, `/api/wallets/${walletId}`, {
        ...call({ label: secret }),
        method: "PATCH",
        params: { id: walletId },
      }),
      callRoute(patchTransaction, `/api/transactions/${id}`, {
        ...call({ note: secret }),
        method: "PATCH",
        params: { id },
      }),
      callRoute(patchTransaction, `/api/transactions/${id}`, {
        ...call({ tags: secret.split(/[\s.\d]+/).filter((word) => word !== "") }),
        method: "PATCH",
        params: { id },
      }),
    ]);
    const isKey = !secret.includes(" ");
    // A hex key cut into tags has no digits left; a key of one piece is too long for a tag.
    expect(answers.map(({ status }) => status).slice(0, isKey ? 8 : 9)).toEqual(
      Array.from({ length: isKey ? 8 : 9 }, () => 400),
    );
    for (const answer of answers) expect(await answer.text()).not.toMatch(trace);
    expect(await rowsOf()).toBe(before);
    expect(logged).not.toMatch(trace);
  });

  test("reaches no log, wherever it stands", () => {
    log.error("careless", { text: secret, error: new Error(`refused: ${secret}`), nested: [{ deep: secret }] });
    expect(logged).toContain("careless");
    expect(logged).not.toMatch(trace);
  });
});

test("64 hex digits are refused by every way, and not said back", async () => {
  const { token: session } = await createGuest(new Date());
  const hash = "5".repeat(64);
  const byForm = await addByForm(post("/forms/add-wallet", { address: hash }));
  expect(byForm.headers.get("location")).toBe("/?trouble=key_or_hash");
  const answer = await callRoute(addWallet, "/api/wallets", { method: "POST", session, body: { address: hash } });
  expect([answer.status, (await answer.text()).includes("55555")]).toEqual([400, false]);
});

describe("a form without script", () => {
  test("makes a guest who follows the address, and leads to its page", async () => {
    const answer = await addByForm(
      post("/forms/add-wallet", { address: ` https://cardanoscan.io/stakekey/${stake} ` }),
    );
    const [wallet] = await db().wallet.findMany();
    expect([answer.status, answer.headers.get("location"), wallet?.subject]).toEqual([
      303,
      `/wallets/${wallet?.id ?? ""}`,
      stake,
    ]);
    expect(answer.headers.get("set-cookie")).toMatch(/^session=[\w-]{43}; .*HttpOnly/);
    expect(answer.headers.get("location")).not.toContain(stake);
  });

  test("follows for whoever is signed in, several at once, the same once", async () => {
    const { user, token } = await createGuest(new Date());
    const entered = { address: `${stake}\n${stake}` };
    const answer = await addByForm(post("/forms/add-wallet", entered, { cookie: `session=${token}` }));
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([303, null]);
    expect(await db().wallet.count({ where: { userId: user.id } })).toBe(1);
    const wrongNetwork = { address: "addr_test1vz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerspjrlsz" };
    const refused = await addByForm(post("/forms/add-wallet", wrongNetwork, { cookie: `session=${token}` }));
    expect(refused.headers.get("location")).toBe("/?trouble=wrong_network");
  });

  test("of another site is refused", async () => {
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const answer = await addByForm(post("/forms/add-wallet", { address: stake }, foreign));
    expect(answer.headers.get("location")).toBe("/?trouble=forbidden_origin");
    expect(await rowsOf()).toBe("[[],[]]");
  });

  test("with a body beyond the limit is refused", async () => {
    const answer = await addByForm(post("/forms/add-wallet", { address: "a".repeat(200_000) }));
    expect(answer.headers.get("location")).toBe("/?trouble=payload_too_large");
  });

  test("brings an account back by its recovery key, on to where one was going", async () => {
    const { recoveryKey } = await createGuest(new Date());
    const answer = await recoverByForm(post("/forms/recover", { recoveryKey, next: "/activity?q=MIN" }));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/activity?q=MIN"]);
    expect(answer.headers.get("set-cookie")).toMatch(/^session=[\w-]{43}; /);
    const elsewhere = await recoverByForm(post("/forms/recover", { recoveryKey, next: "//evil.example" }));
    expect(elsewhere.headers.get("location")).toBe("/overview");
    const wrong = await recoverByForm(post("/forms/recover", { recoveryKey: "nonsense" }));
    expect(wrong.headers.get("location")).toBe("/recover?trouble=invalid_request");
  });
});
