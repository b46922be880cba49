import { hasPrivateKey } from "@/lib/cardano/pasted/find-private-key";
import { hasSeedPhrase } from "@/lib/cardano/pasted/find-seed-phrase";

/** What gives somebody's funds away to whoever reads it. */
export const secretKinds = ["seed_phrase", "private_key"] as const;
export type SecretKind = (typeof secretKinds)[number];

/** The secret that the text has in it; null for none. It must neither be sent, nor stored, nor said back. */
export function findSecret(text: string): SecretKind | null {
  if (hasPrivateKey(text)) return "private_key";
  return hasSeedPhrase(text) ? "seed_phrase" : null;
}
