import { createHash, createHmac, randomUUID } from "node:crypto";

const LIFETIME_SECONDS = 300;

/**
 * The JWT of the `Upstash-Signature` header (HS256), with a `jti` of its own each time.
 * `signedAt` is wall-clock milliseconds. Source: upstash.com/docs/qstash/features/security.
 */
export function signDelivery(options: { key: string; url: string; body: Buffer; signedAt: number }): string {
  const issuedAt = Math.floor(options.signedAt / 1_000);
  const header = encode({ alg: "HS256", typ: "JWT" });
  const claims = encode({
    iss: "Upstash",
    sub: options.url,
    exp: issuedAt + LIFETIME_SECONDS,
    nbf: issuedAt,
    iat: issuedAt,
    jti: `jwt_${randomUUID().replaceAll("-", "")}`,
    body: createHash("sha256").update(options.body).digest("base64url"),
  });
  const signature = createHmac("sha256", options.key).update(`${header}.${claims}`).digest("base64url");
  return `${header}.${claims}.${signature}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
