"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { RefObject } from "react";
import { readPasted, type Pasted } from "@/lib/cardano/pasted/read-pasted";
import { limits } from "@/lib/contract/limits";
import { addressTrouble, type AddressTrouble } from "@/app/words/address-trouble";
import { addedText } from "@/app/words/pasted-words";
import { addWallet } from "./add-wallet";
import { tellSecret } from "./caught-secret";
import { findTransaction } from "./find-transaction";
import { emptyField } from "./guard-fields";
import { RequestError } from "./request";
import { tell } from "./tell";

/** What the field's line says. */
export type FieldAnswer =
  | { readonly kind: "trouble"; readonly trouble: AddressTrouble }
  | { readonly kind: "pasted"; readonly pasted: Exclude<Pasted, { readonly kind: "subjects" | "secret" }> }
  /** None of the person's wallets has it. */
  | { readonly kind: "unknown_transaction"; readonly hash: string };

/**
 * Adds what the field has in it and goes to its page. What is no address is answered here: nothing but an address or a
 * $handle is ever sent.
 */
export function useAddWallet(field: RefObject<HTMLInputElement | null>, first: FieldAnswer | null, isVisitor: boolean) {
  const router = useRouter();
  const [answer, setAnswer] = useState(first);
  const [working, startWork] = useTransition();

  function say(next: FieldAnswer) {
    setAnswer(next);
    field.current?.focus();
  }

  function enter(text: string) {
    const pasted = readPasted(text, limits.pastedAddresses);
    if (pasted.kind === "secret") {
      if (field.current !== null) emptyField(field.current);
      tellSecret(pasted.secret);
    } else if (pasted.kind === "subjects") add(pasted.subjects, pasted.leftOut);
    else say({ kind: "pasted", pasted });
  }

  function add(subjects: readonly string[], leftOut = 0) {
    setAnswer(null);
    startWork(async () => {
      const done = await addAll(subjects, isVisitor);
      if (done.trouble !== null) {
        say({ kind: "trouble", trouble: done.trouble });
        return;
      }
      if (subjects.length > 1 || leftOut > 0) tell.info(addedText(done.added, leftOut));
      else if (done.added === 0) tell.info("You follow this wallet already. Here it is.");
      // A transition of its own keeps the button busy until the wallet's page is there.
      startWork(() => router.push(subjects.length === 1 ? `/wallets/${done.lastId}` : "/wallets"));
    });
  }

  function openTransaction(hash: string) {
    startWork(async () => {
      try {
        const id = await findTransaction(hash);
        if (id === null) say({ kind: "unknown_transaction", hash });
        else startWork(() => router.push(`/activity/${id}`));
      } catch (error) {
        say({ kind: "trouble", trouble: troubleOf(error) });
      }
    });
  }

  /** The person said which of the two it is. */
  function refuseKey() {
    if (field.current !== null) emptyField(field.current);
    setAnswer(null);
    tellSecret("private_key");
  }

  return { working, answer, enter, add, openTransaction, refuseKey, forget: () => setAnswer(null) };
}

/** One after the other; stops at the first that is refused, saying which and how many were added before it. */
async function addAll(subjects: readonly string[], isVisitor: boolean) {
  let added = 0;
  let lastId = "";
  for (const subject of subjects) {
    try {
      const { id, created } = await addWallet(subject, isVisitor && lastId === "");
      lastId = id;
      if (created) added += 1;
    } catch (error) {
      const { message, next } = troubleOf(error);
      const which = subjects.length === 1 ? "" : `${addedText(added, 0)} ${subject.slice(0, 16)}…: `;
      return { added, lastId, trouble: { message: which + message, next } };
    }
  }
  return { added, lastId, trouble: null };
}

function troubleOf(error: unknown): AddressTrouble {
  if (error instanceof RequestError) return addressTrouble(error);
  return { message: "Something went wrong.", next: "Try again." };
}
