import "server-only";
import { readBounded } from "@/lib/bounded-answer";
import { userDb } from "@/lib/db";
import { env } from "@/lib/env";
import { notFound } from "@/lib/contract/app-error";
import { log } from "@/lib/log";
import { outboundFetch } from "@/lib/outbound";
import { pictureType } from "@/lib/tokens/picture-source";

export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}

/** Vercel hands on no more than 4.5 MB. */
const maxBytes = 4_000_000;
const patienceMs = 6_000;

/**
 * The picture of a token of the user's: what it carries in itself, or what it has on IPFS, through the configured gateway and
 * no other host. Throws `not_found` for a token that none of their wallets ever had, for spam, without a gateway, and for what
 * is not there, too large or no picture.
 */
export async function getPicture(userId: string, unit: string): Promise<Picture> {
  const [token] = await userDb(userId).$queryRaw<{ logo: string | null }[]>`
    SELECT k.logo FROM token k LEFT JOIN token_mark m ON m.unit = k.unit AND m.user_id = ${userId}::uuid
    WHERE k.unit = ${unit} AND NOT coalesce(m.own_spam, m.suspicion IS NOT NULL)
      AND EXISTS (SELECT 1 FROM asset_flow f WHERE f.user_id = ${userId}::uuid AND f.unit = k.unit)`;
  const bytes = await bytesOf(token?.logo ?? "");
  const mediaType = bytes === null ? null : pictureType(bytes);
  if (bytes === null || mediaType === null) throw notFound("picture");
  return { bytes, mediaType };
}

async function bytesOf(source: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const [, base64] = /^data:image\/\w+;base64,(.+)$/.exec(source) ?? [];
  if (base64 !== undefined) return new Uint8Array(Buffer.from(base64, "base64"));
  const { IPFS_GATEWAY: gateway } = env();
  if (gateway === undefined || !source.startsWith("ipfs://")) return null;
  const names = source.slice("ipfs://".length).split("/").map(encodeURIComponent);
  return fetchBytes(new URL(`/ipfs/${names.join("/")}`, gateway).href);
}

/** Null where the gateway does not have it, does not answer, or sends too much. */
async function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const answer = await outboundFetch(url, { signal: AbortSignal.timeout(patienceMs), cache: "no-store" });
    return answer.ok ? new Uint8Array(await readBounded(answer, maxBytes)) : null;
  } catch (error) {
    log.warn("picture.unanswered", { url, error });
    return null;
  }
}
