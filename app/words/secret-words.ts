import type { SecretKind } from "@/lib/cardano/pasted/find-secret";

interface SecretWords {
  readonly title: string;
  readonly advice: readonly string[];
}

const names = { seed_phrase: "a seed phrase", private_key: "a private key" } as const satisfies Record<
  SecretKind,
  string
>;

/**
 * What to say to somebody who pasted what gives their funds away. `sent`: it reached this server, because the page had no
 * script yet.
 */
export function secretWords(kind: SecretKind, { sent }: { readonly sent: boolean }): SecretWords {
  const it = names[kind];
  return {
    title: `That looks like ${it}. It was not ${sent ? "kept" : "sent"}.`,
    advice: [
      sent
        ? "It reached this server over your connection, which threw it away at once: it is neither stored nor logged. The field is empty again."
        : "It did not leave this page, and the field is empty again. Copy something else now, so that it is gone from your clipboard too.",
      `Never enter it anywhere but in your own wallet. No site needs ${it}, and whoever has it can take everything.`,
      sent
        ? "To be safe, move your funds to a new wallet."
        : "If you pasted it on another site, or sent it to anybody, move your funds to a new wallet now.",
    ],
  };
}
