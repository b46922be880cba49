import * as session from "@/lib/contract/session";
import { empty, ok, type Operation } from "@/lib/contract/operation";
import type { ProblemCode } from "@/lib/contract/problem";

/** How a proof is refused. */
const proofProblems = [
  "invalid_address",
  "wrong_network",
  "invalid_recovery_key",
  "invalid_signature",
  "challenge_expired",
  "rate_limited",
  "cache_unavailable",
] as const satisfies readonly ProblemCode[];

/** How people come in, and change how they do. */
export const sessionOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/api/session/guest",
    summary: "Begin as a guest; the recovery key is shown once",
    answers: { 201: { description: "Signed in; sets the session cookie", schema: session.guestAnswer } },
    problems: ["conflict", "rate_limited"],
    access: "anybody",
  },
  {
    method: "post",
    path: "/api/session/recover",
    summary: "Sign in with a recovery key; a guest's wallets stay behind, or come along where that is asked for",
    body: session.recoverRequest,
    answers: ok(session.sessionAnswer, "Signed in; sets the session cookie"),
    problems: ["invalid_recovery_key", "conflict", "limit_reached", "rate_limited", "cache_unavailable"],
    access: "anybody",
  },
  {
    method: "post",
    path: "/api/session/challenge",
    summary: "A text for a wallet to sign; good once, for five minutes, for this session, address, network and domain",
    body: session.challengeRequest,
    answers: ok(session.challengeAnswer),
    problems: ["unauthenticated", "invalid_address", "wrong_network", "rate_limited", "cache_unavailable"],
    access: "anybody",
  },
  {
    method: "post",
    path: "/api/session/wallet",
    summary: "Sign in with what the wallet signed (CIP-30 signData), and a guest's data comes along; or add its key",
    body: session.walletSignInRequest,
    answers: ok(session.sessionAnswer, "Signed in; sets the session cookie"),
    problems: [...proofProblems, "conflict", "limit_reached"],
    access: "anybody",
  },
  {
    method: "get",
    path: "/api/session",
    summary: "Who is signed in",
    answers: ok(session.sessionAnswer),
    problems: [],
  },
  {
    method: "delete",
    path: "/api/session",
    summary: "Sign out; the session ends on the server",
    answers: empty,
    problems: [],
  },
  {
    method: "get",
    path: "/api/devices",
    summary: "Where the user is signed in, last seen first",
    answers: ok(session.devicesAnswer),
    problems: [],
  },
  {
    method: "delete",
    path: "/api/devices",
    summary: "Sign out everywhere, here too; live streams end",
    answers: empty,
    problems: [],
  },
  {
    method: "delete",
    path: "/api/devices/{id}",
    summary: "Sign one device out",
    answers: empty,
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/account/keys",
    summary: "The keys that sign the user in, oldest first, and whether there is a recovery key",
    answers: ok(session.signInKeysAnswer),
    problems: [],
  },
  {
    method: "delete",
    path: "/api/account/keys/{id}",
    summary: "Take a key away, with a fresh proof; the last way in stays",
    body: session.provenRequest,
    answers: empty,
    problems: [...proofProblems, "not_found", "conflict"],
  },
  {
    method: "post",
    path: "/api/account/recovery-key",
    summary: "Make a new recovery key, with a fresh proof; the old one stops working, and the new one is shown once",
    body: session.provenRequest,
    answers: { 201: { description: "Made", schema: session.recoveryKeyAnswer } },
    problems: proofProblems,
  },
  {
    method: "get",
    path: "/api/account/security-events",
    summary: "What happened to the ways into the account, newest first",
    answers: ok(session.securityEventsAnswer),
    problems: [],
  },
];
