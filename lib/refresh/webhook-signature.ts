import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";

/** Either way: a signature older than this is refused, so an event need not be remembered for longer. */
export const toleranceSeconds = 600;

/** A time and, while a secret is being changed, up to four signatures; of another scheme than v1 they are passed over. */
const headerForm = /^t=(\d{9,11})((?:,v\d=[0-9a-f]{1,64}){1,4})$/;
const headerCharacters = 400;

/** When it was signed, in seconds since the epoch, and the signatures that we can compare; all in their written form. */
export interface WebhookSignature {
  readonly at: string;
  readonly signatures: readonly Buffer[];
}

/** What the header says, looked at before anything of the body is read. Null for any other form. */
export function readWebhookSignature(header: string | null): WebhookSignature | null {
  if (header === null || header.length > headerCharacters) return null;
  const [, at, rest] = headerForm.exec(header) ?? [];
  if (at === undefined || rest === undefined) return null;
  const signatures = [...rest.matchAll(/,v1=([0-9a-f]{64})(?=,|$)/g)].map(([, hex = ""]) => Buffer.from(hex, "hex"));
  return { at, signatures };
}

/** Whether Blockfrost signed these very bytes lately: HMAC-SHA256 of `time.body`, compared without telling how far it fits. */
export function isSigned(body: Uint8Array, { at, signatures }: WebhookSignature, secret: string, now: Date): boolean {
  if (Math.abs(now.getTime() / 1000 - Number(at)) > toleranceSeconds) return false;
  const expected = createHmac("sha256", secret).update(`${at}.`).update(body).digest();
  return signatures.filter((signature) => timingSafeEqual(signature, expected)).length > 0;
}
