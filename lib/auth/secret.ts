import "server-only";
import { createHash, randomBytes, scrypt } from "node:crypto";

const secretBytes = 32;

/** 256 random bits. */
export function newSecret(): Buffer {
  return randomBytes(secretBytes);
}

/**
 * sha256 in hex, the form in which session tokens and challenges are kept.
 * A fast hash is right for them: each lives for a while only, and 256 random bits cannot be guessed.
 */
export function hashSecret(secret: string | Uint8Array): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** One salt for all, since a key is found by its hash; the keys are random, so no two hashes can be attacked as one. */
const recoverySalt = "cardano-defi-assistant/recovery-key";

/** scrypt in hex (16 MB, some 50 ms), the form in which recovery keys are kept: they never expire and open everything. */
export function hashRecoveryKey(secret: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(secret, recoverySalt, secretBytes, { N: 16_384, r: 8, p: 1 }, (error, hash) => {
      if (error) reject(error);
      else resolve(hash.toString("hex"));
    });
  });
}
