import { createPrivateKey, createPublicKey, sign } from "node:crypto";

export interface SigningKey {
  readonly publicKey: Uint8Array;
  /** Ed25519: the same message has the same signature. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** The Ed25519 key of 32 secret bytes. As a JWK, whose `x` is not looked at beside `d`: DER takes ten times as long. */
export function signingKey(secret: Uint8Array): SigningKey {
  const d = Buffer.from(secret).toString("base64url");
  const key = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", d, x: d }, format: "jwk" });
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return {
    publicKey: new Uint8Array(Buffer.from(x, "base64url")),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}
