import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { GET as listDevices } from "@/app/api/devices/route";
import { GET as health } from "@/app/api/health/route";
import { POST as guest } from "@/app/api/session/guest/route";
import { POST as recover } from "@/app/api/session/recover/route";
import { POST as challenge } from "@/app/api/session/challenge/route";
import { POST as walletSignIn } from "@/app/api/session/wallet/route";
import { POST as addWallet } from "@/app/api/wallets/route";
import { POST as job } from "@/app/api/jobs/[name]/route";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { callRoute } from "@/tests/support/call-route";
import * as wallet from "@/tests/support/data-signature";
import { withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
const projectId = `mainnet${"CANARYproject".padEnd(32, "0")}`;
const secrets: Record<string, string> = {
  BLOCKFROST_PROJECT_ID: projectId,
  QSTASH_TOKEN: "CANARY-queue-token",
  QSTASH_CURRENT_SIGNING_KEY: "sig_CANARYcurrent",
  QSTASH_NEXT_SIGNING_KEY: "sig_CANARYnext",
};
withDatabase(() => ({ ...redis.environment, ...secrets }));

let logged = "";
for (const level of ["log", "info", "warn", "error", "debug"] as const) {
  vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
    logged += words.map((word) => (typeof word === "string" ? word : String(word))).join(" ");
  });
}
afterAll(() => {
  vi.restoreAllMocks();
});
beforeEach(() => {
  logged = "";
});

let address = 0;
const from = () => ({ "x-real-ip": `10.4.0.${(address += 1)}` });
const post = (body?: unknown, session?: string) => ({
  method: "POST",
  headers: from(),
  ...(body !== undefined && { body }),
  ...(session !== undefined && { session }),
});

test("keys, cookies, signatures and connection strings reach no log and no answer, also when everything fails", async () => {
  const answers: string[] = [];
  const note = async (answer: Response) => {
    const text = await answer.clone().text();
    answers.push(text, JSON.stringify([...answer.headers].filter(([name]) => name !== "set-cookie")));
    return answer;
  };

  const born = await callRoute(guest, "/", post());
  const { recoveryKey } = (await born.json()) as { recoveryKey: string };
  const token = /session=([\w-]{43})/.exec(born.headers.get("set-cookie") ?? "")?.[1] ?? "";
  await note(await callRoute(recover, "/", post({ recoveryKey })));
  await note(await callRoute(recover, "/", post({ recoveryKey: recoveryKey.slice(0, -1) })));
  await note(await callRoute(listDevices, "/", { session: token }));

  const key = wallet.newKey();
  const stake = wallet.rewardAddress(key);
  const asked = (await (await callRoute(challenge, "/", post({ address: stake.text }))).json()) as Record<
    string,
    string
  >;
  const text = Buffer.from(asked.payloadHex ?? "", "hex").toString("utf8");
  const signature = wallet.signData(wallet.newKey(), stake, text);
  await note(await callRoute(walletSignIn, "/", post({ address: stake.text, challenge: asked.challenge, signature })));

  await note(await callRoute(health, "/"));
  await note(await callRoute(addWallet, "/", post({ address: "$handle" }, token)));
  await note(await callRoute(addWallet, "/", post({ address: stake.text, label: "x" }, token)));
  const signed = new Request("http://x", {
    method: "POST",
    body: "{}",
    headers: { "upstash-signature": "eyJhbGciOiJIUzI1NiJ9.eyJDQU5BUlkiOjF9.CANARYsignature" },
  });
  await note(await job(signed, { params: Promise.resolve({ name: "sync-wallet" }) }));
  await redis.stop();
  await note(await callRoute(recover, "/", post({ recoveryKey })));
  await db().$executeRaw`SELECT 1 / 0`.catch((error: unknown) => console.error(error));
  await note(await callRoute(addWallet, "/", post({ address: stake.text }, "A".repeat(43))));

  const databaseUrl = process.env.DATABASE_URL ?? "";
  const canaries = [
    ...Object.values(secrets),
    process.env.UPSTASH_REDIS_REST_TOKEN ?? "",
    databaseUrl,
    recoveryKey,
    token,
  ];
  const private_ = [...canaries, signature.signature, signature.key, asked.challenge ?? "", "CANARY"];
  log.error("careless", {
    error: new Error(`${databaseUrl} refused ${projectId}`, { cause: new Error(`Bearer ${token}`) }),
    recoveryKey,
    nested: [{ cookie: token, signature: signature.signature, authorization: secrets.QSTASH_TOKEN }],
  });
  expect(logged).toContain('"event":"careless"');
  const everything = logged + answers.join("");
  expect(logged).toContain('"event":"request.failed"');
  expect(private_.filter((secret) => secret === "" || everything.includes(secret))).toEqual([]);
});
