import type { purposes } from "@/lib/contract/session";

export type Purpose = (typeof purposes)[number];

export interface Challenge {
  readonly purpose: Purpose;
  readonly domain: string;
  readonly network: string;
  readonly address: string;
  /** 256 random bits in base64url. */
  readonly nonce: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

const sentences = {
  "sign-in": "Sign in to Cardano DeFi Assistant.",
  link: "Add this wallet to the account that is signed in to Cardano DeFi Assistant.",
  prove: "Confirm a change to how your account at Cardano DeFi Assistant is signed in to.",
} as const satisfies Record<Purpose, string>;

/** The text that a wallet shows and signs: whoever holds it can tell for whom, for what and until when it is good. */
export function challengeText(challenge: Challenge): string {
  return [
    sentences[challenge.purpose],
    "",
    "This only proves that the key is yours. It is not a transaction and moves nothing. We never ask for a seed phrase.",
    "",
    `Domain: ${challenge.domain}`,
    `Network: ${challenge.network}`,
    `Address: ${challenge.address}`,
    `Purpose: ${challenge.purpose}`,
    `Nonce: ${challenge.nonce}`,
    `Issued: ${challenge.issuedAt.toISOString()}`,
    `Expires: ${challenge.expiresAt.toISOString()}`,
  ].join("\n");
}
