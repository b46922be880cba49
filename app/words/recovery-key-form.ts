import { findSecret, type SecretKind } from "@/lib/cardano/pasted/find-secret";
import { isWrittenWords } from "@/lib/cardano/pasted/find-seed-phrase";
import { isKeyOrHash } from "@/lib/cardano/pasted/find-private-key";
import { visibleText } from "@/lib/cardano/pasted/visible-text";

/** 52 digits and a check symbol (lib/auth/recovery-key.ts). */
const length = 53;

export type EnteredKey =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "secret"; readonly secret: SecretKind }
  | { readonly kind: "trouble"; readonly message: string };

/** What was entered as a recovery key. Only what has its form is sent. */
export function readEnteredKey(text: string): EnteredKey {
  const key = visibleText(text);
  const secret = findSecret(key) ?? (isKeyOrHash(key) ? "private_key" : isWrittenWords(key) ? "seed_phrase" : null);
  if (secret !== null) return { kind: "secret", secret };
  const characters = key.replaceAll(/[\s\-\u2010-\u2015]/g, "");
  if (characters.length === length) return { kind: "key", key };
  const has = characters.length === 0 ? "none were entered" : `this has ${characters.length}`;
  return { kind: "trouble", message: `A recovery key has ${length} characters, ${has}. It was not sent.` };
}
