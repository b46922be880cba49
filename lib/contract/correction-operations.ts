import * as corrections from "@/lib/contract/corrections";
import { patchEventAnswer, patchEventRequest } from "@/lib/contract/transaction-events";
import { unknownContract } from "@/lib/contract/transaction-detail";
import { relabelAnswer, relabelRequest } from "@/lib/contract/relabel";
import { empty, ok, type Operation } from "@/lib/contract/operation";

/** How people correct what we say of their transactions and tokens. */
export const correctionOperations: readonly Operation[] = [
  {
    method: "patch",
    path: "/api/transactions/{id}",
    summary: "Correct a transaction, or make a rule for all that are like it; no sync takes it back",
    body: corrections.patchTransactionRequest,
    answers: ok(corrections.patchTransactionAnswer),
    problems: ["not_found"],
  },
  {
    method: "patch",
    path: "/api/transactions/{id}/events/{index}",
    summary: "Correct one leg of what a transaction did, or take the correction back; no sync takes it back",
    body: patchEventRequest,
    answers: ok(patchEventAnswer),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/rules",
    summary: "The user's rules for similar transactions, newest first",
    answers: ok(corrections.rulesAnswer),
    problems: [],
  },
  {
    method: "delete",
    path: "/api/rules/{id}",
    summary: "Take a rule away; its transactions go back to what they were",
    answers: empty,
    problems: ["not_found"],
  },
  {
    method: "patch",
    path: "/api/tokens/{unit}",
    summary: "Say whether a token is spam; null leaves it to us",
    body: corrections.patchTokenRequest,
    answers: ok(corrections.tokenAnswer),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/contracts",
    summary: "Scripts in the user's transactions that no protocol claims, most often met first",
    answers: ok(corrections.contractsAnswer),
    problems: [],
  },
  {
    method: "patch",
    path: "/api/contracts/{credential}",
    summary: "Name such a script for all its transactions, or take the name away",
    body: corrections.patchContractRequest,
    answers: ok(unknownContract),
    problems: ["not_found", "conflict"],
  },
  {
    method: "get",
    path: "/api/relabel",
    summary: "What today's rules would call otherwise, as far as it was looked at",
    answers: ok(relabelAnswer),
    problems: [],
  },
  {
    method: "post",
    path: "/api/relabel",
    summary: "Look at what today's rules would change, or change it after that; what a person said stays",
    body: relabelRequest,
    answers: { 202: { description: "Under way", schema: relabelAnswer } },
    problems: ["conflict"],
  },
];
