import "server-only";
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
 * The picture that a token of the user's has on IPFS, through the configured gateway and no other host. Throws `not_found`
 * without a gateway, for a token that none of their wallets ever had, and for what is not there, too large or no picture.
 */
export async function getPicture(userId: string, unit: string): Promise<Picture> {
  const { IPFS_GATEWAY: gateway } = env();
  if (gateway === undefined) throw notFound("picture");
  const [token] = await userDb(userId).$queryRaw<{ logo: string | null }[]>`
    SELECT k.logo FROM token k
    WHERE k.unit = ${unit} AND EXISTS (SELECT 1 FROM asset_flow f WHERE f.user_id = ${userId}::uuid AND f.unit = k.unit)`;
  const source = token?.logo ?? "";
  if (!source.startsWith("ipfs://")) throw notFound("picture");
  const bytes = await fetchBytes(new URL(`/ipfs/${source.slice("ipfs://".length)}`, gateway).href);
  const mediaType = bytes === null ? null : pictureType(bytes);
  if (bytes === null || mediaType === null) throw notFound("picture");
  return { bytes, mediaType };
}

/** Null where the gateway does not have it, does not answer, or sends too much. */
async function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const answer = await outboundFetch(url, { signal: AbortSignal.timeout(patienceMs), cache: "no-store" });
    if (!answer.ok || answer.body === null) return null;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
    return new Uint8Array(Buffer.concat(chunks));
  } catch (error) {
    log.warn("picture.unanswered", { url, error });
    return null;
  }
}
