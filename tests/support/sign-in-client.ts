import { DELETE as removeKeyRoute } from "@/app/api/account/keys/[id]/route";
import { GET as listKeysRoute } from "@/app/api/account/keys/route";
import { POST as renewRoute } from "@/app/api/account/recovery-key/route";
import { GET as securityEventsRoute } from "@/app/api/account/security-events/route";
import { POST as askChallenge } from "@/app/api/session/challenge/route";
import { POST as recoverRoute } from "@/app/api/session/recover/route";
import { GET as whoAmI } from "@/app/api/session/route";
import { POST as walletRoute } from "@/app/api/session/wallet/route";
import { createGuest } from "@/lib/auth/create-guest";
import type { SecurityEvent, SignInKey } from "@/lib/contract/session";
import { callRoute } from "@/tests/support/call-route";
import * as wallet from "@/tests/support/data-signature";

type Proof = Readonly<Record<string, unknown>>;
type Key = wallet.TestKey;

let address = 0;
/** Each call from a client address of its own, so that no test meets another one's rate limit. */
const from = () => ({ "x-real-ip": `10.7.${(address += 1) >> 8}.${address & 255}` });
const signedInAs = (session: string | undefined) => (session === undefined ? {} : { session });

async function answerOf(asked: Promise<Response>) {
  const answer = await asked;
  const token = /session=([\w-]{43});/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
  const text = await answer.text();
  const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> & {
    user?: { id: string; kind: string };
  };
  return { status: answer.status, token, body };
}

/** Asks for a challenge in one session and signs it. */
export async function signed(key: Key, purpose: "sign-in" | "link" | "prove", session?: string): Promise<Proof> {
  const stake = wallet.rewardAddress(key);
  const body = { address: stake.text, purpose };
  const asked = await answerOf(
    callRoute(askChallenge, "/", { method: "POST", body, headers: from(), ...signedInAs(session) }),
  );
  const { challenge, payloadHex = "" } = asked.body as { challenge?: string; payloadHex?: string };
  const text = Buffer.from(payloadHex, "hex").toString("utf8");
  return { address: stake.text, challenge, signature: wallet.signData(key, stake, text) };
}

const post = (route: Parameters<typeof callRoute>[0], body: unknown, session?: string) =>
  answerOf(callRoute(route, "/", { method: "POST", body, headers: from(), ...signedInAs(session) }));

export const sendSigned = (body: unknown, session?: string) => post(walletRoute, body, session);

export const signInWith = async (key: Key, session?: string, proof?: Proof) =>
  sendSigned({ ...(await signed(key, "sign-in", session)), ...(proof && { proof }) }, session);

export const addKey = async (key: Key, session: string, proof?: Proof) =>
  sendSigned({ ...(await signed(key, "link", session)), ...(proof && { proof }) }, session);

export const recoverWith = (recoveryKey: string, { session, wallets }: { session?: string; wallets?: string } = {}) =>
  post(recoverRoute, { recoveryKey, ...(wallets !== undefined && { wallets }) }, session);

export const renewRecoveryKey = (session: string, proof?: Proof) =>
  post(renewRoute, { ...(proof && { proof }) }, session);

export const removeKey = (id: string, session: string, proof?: Proof) =>
  answerOf(
    callRoute(removeKeyRoute, "/", {
      method: "DELETE",
      params: { id },
      body: { ...(proof && { proof }) },
      session,
      headers: from(),
    }),
  );

export async function keysOf(session: string) {
  const { body } = await answerOf(callRoute(listKeysRoute, "/", { session }));
  return body as unknown as { keys: SignInKey[]; recoveryKey: boolean };
}

export async function securityEventsOf(session: string) {
  const { body } = await answerOf(callRoute(securityEventsRoute, "/", { session }));
  return body.events as SecurityEvent[];
}

export const isSignedIn = async (session: string | undefined) =>
  (await callRoute(whoAmI, "/", signedInAs(session))).status === 200;

export async function newGuest(device = "Firefox on Linux") {
  const { user, token, recoveryKey } = await createGuest(new Date(), device);
  return { id: user.id, session: token, recoveryKey };
}

/** An account that begins with a key. */
export async function newAccount(key: Key) {
  const { token = "", body } = await signInWith(key);
  return { id: body.user?.id ?? "", session: token };
}
