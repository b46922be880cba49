import { z } from "zod";

/** Version 0 in base 58, version 1 in base 32, 58, 16 or 36. */
const cid =
  "Qm[1-9A-HJ-NP-Za-km-z]{44}|b[a-z2-7]{40,100}|B[A-Z2-7]{40,100}|z[1-9A-HJ-NP-Za-km-z]{40,100}|f01[0-9a-f]{40,120}|k[0-9a-z]{40,100}";
/** A CID with a path behind it: `CID/path`. */
const ipfsFile = new RegExp(`^(?:${cid})(?:/.*)?$`);
/** Gateways have it behind `ipfs` in their address: `https://host/ipfs/CID/path`, whatever else stands before it. */
const pathGateway = new RegExp(`^https://[^/]+/(?:.*/)?(?:ipfs|IPFS)/(?:.*?/)??((?:${cid})(?:/.*)?)$`);
/** Or in the name of their host: `https://CID.ipfs.host/path`. */
const hostGateway = new RegExp(`^https://(${cid})\\.ipfs\\.[^/]+(/.*)?$`);
const inlinePicture = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/;
const longestInline = 30_000;
const longest = { address: 2_000, path: 400, segments: 8 } as const;

/** CIP-25 splits what is longer than 64 bytes into lines. */
const text = z
  .union([z.string(), z.array(z.string()).max(5_000)])
  .transform((value) => (typeof value === "string" ? value : value.join("")).trim());

/**
 * Where a token's picture is, from the `image` of its minter's metadata: a picture in itself, or a file of IPFS as
 * `ipfs://CID/path`, also where a gateway's address names it. Null for everything else: the CID says what is fetched, our own
 * gateway where from, and nobody's server is ever asked because a token says so.
 */
export function pictureSource(image: unknown): string | null {
  const parsed = text.safeParse(image);
  if (!parsed.success) return null;
  if (parsed.data.length <= longestInline && inlinePicture.test(parsed.data)) return parsed.data;
  if (parsed.data.length > longest.address) return null;
  const file = /^https?:/i.test(parsed.data) ? fileOfGateway(parsed.data) : fileOfUri(parsed.data);
  return file !== null && isFile(file) ? `ipfs://${file}` : null;
}

/** The file that a gateway's address names, whatever it asks the gateway beside that. */
function fileOfGateway(address: string): string | null {
  const page = decoded(address.replace(/^https?/i, "https").replace(/\/?(?:[?#].*)?$/, ""));
  if (page === null) return null;
  const [, named, path = ""] = hostGateway.exec(page) ?? [];
  return named === undefined ? (pathGateway.exec(page)?.[1] ?? null) : named + path;
}

/** `ipfs://CID/path`, also with `ipfs/` once more, and the same without its scheme. */
function fileOfUri(uri: string): string {
  const path = uri.replace(/^(?:ipfs:\/{0,2})+/i, "").replace(/^\/?(?:ipfs\/)+/, "");
  return decoded(path) ?? path;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** A CID, and names behind it that lead nowhere else. */
function isFile(file: string): boolean {
  const [, ...names] = file.split("/");
  const isName = (name: string) => name !== "" && name !== "." && name !== ".." && !/[\p{Cc}\\]/u.test(name);
  return ipfsFile.test(file) && file.length <= longest.path && names.length <= longest.segments && names.every(isName);
}

/** The media type that the bytes themselves show; null for whatever is no picture, SVG included, since it can carry scripts. */
export function pictureType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "image/gif";
  return head.startsWith("RIFF") && head.slice(8, 12) === "WEBP" ? "image/webp" : null;
}
