import { z } from "zod";

/** A CID of either version, with a path of plain names behind it at most. */
const ipfsPath = /^(Qm[1-9A-HJ-NP-Za-km-z]{44}|b[a-z2-7]{40,100})((?:\/[A-Za-z0-9._~ -]{1,80}){0,4})$/;
const inlinePicture = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/;
const longestInline = 30_000;

/** CIP-25 splits what is longer than 64 bytes into lines. */
const text = z
  .union([z.string(), z.array(z.string()).max(5_000)])
  .transform((value) => (typeof value === "string" ? value : value.join("")).trim());

/**
 * Where a token's picture is, from the `image` of its minter's metadata: a picture in itself, or a file of IPFS as
 * `ipfs://CID/path`. Null for everything else: nobody's server is ever asked because a token says so.
 */
export function pictureSource(image: unknown): string | null {
  const parsed = text.safeParse(image);
  if (!parsed.success) return null;
  if (parsed.data.length <= longestInline && inlinePicture.test(parsed.data)) return parsed.data;
  const path = parsed.data.replace(/^ipfs:\/\//, "").replace(/^\/?ipfs\//, "");
  return ipfsPath.test(path) && !path.includes("/..") && !path.includes("/./") ? `ipfs://${path}` : null;
}

/** The media type that the bytes themselves show; null for whatever is no picture, SVG included, since it can carry scripts. */
export function pictureType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "image/gif";
  return head.startsWith("RIFF") && head.slice(8, 12) === "WEBP" ? "image/webp" : null;
}
