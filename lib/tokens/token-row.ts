import { z } from "zod";
import type { assetSchema } from "@/lib/blockfrost/schemas";
import { assetFingerprint } from "@/lib/cardano/asset-fingerprint";
import { parseUnit, splitUnit } from "@/lib/cardano/unit";
import type { StoredWord } from "@/lib/contract/stored-words";
import { pictureSource } from "@/lib/tokens/picture-source";

/** What one answer says of a token: null where it does not. */
export interface TokenRow {
  readonly unit: string;
  readonly policyId: string;
  readonly assetName: string;
  readonly fingerprint: string;
  readonly name: string | null;
  readonly ticker: string | null;
  readonly description: string | null;
  readonly decimals: number | null;
  readonly kind: StoredWord<"token.kind">;
  readonly logo: string | null;
}

type AssetAnswer = z.infer<typeof assetSchema>;

/** Texts from the chain are anybody's: bounded, and never a place to fetch from. */
const name = z.string().trim().min(1).max(100);
const ticker = z.string().trim().min(1).max(16);
/** The chain's own metadata splits what is longer than 64 bytes into lines. */
const description = z
  .union([z.string(), z.array(z.string()).max(100)])
  .transform((text) => (typeof text === "string" ? text : text.join("")).replaceAll("\0", "").trim().slice(0, 500))
  .pipe(z.string().min(1));
const decimals = z.coerce.number().int().min(0).max(30);
const base64Png = z
  .string()
  .max(200_000)
  .regex(/^[A-Za-z0-9+/]+=*$/);
const nftLabel = "000de140";

/** What the registry says, else what the minter wrote; null for the answer makes a row without a name, so that nobody asks again. */
export function tokenRow(unit: string, answer: AssetAnswer | null): TokenRow {
  const parsed = parseUnit(unit);
  const parts = splitUnit(parsed);
  if (parts === null) throw new TypeError("ADA has no token row");
  const { policyId, assetName } = parts;
  const onChain = answer?.onchain_metadata ?? {};
  const registry: Partial<NonNullable<AssetAnswer["metadata"]>> = answer?.metadata ?? {};
  const registryDecimals = first(decimals, registry.decimals);
  const logo = base64Png.safeParse(registry.logo);
  return {
    unit,
    policyId,
    assetName,
    fingerprint: assetFingerprint(parsed) ?? "",
    name: first(name, registry.name, onChain["name"]),
    ticker: first(ticker, registry.ticker, onChain["ticker"]),
    description: first(description, onChain["description"], registry.description),
    decimals: registryDecimals ?? first(decimals, onChain["decimals"]),
    kind: isNft(answer, assetName, registryDecimals) ? "nft" : "token",
    logo: logo.success ? `data:image/png;base64,${logo.data}` : pictureSource(onChain["image"] ?? onChain["logo"]),
  };
}

function first<T>(schema: z.ZodType<T>, ...values: readonly unknown[]): T | null {
  for (const value of values) {
    if (value === null || value === undefined) continue;
    // The one character that JSON can carry and PostgreSQL's text cannot.
    const parsed = schema.safeParse(typeof value === "string" ? value.replaceAll("\0", "") : value);
    if (parsed.success) return parsed.data;
  }
  return null;
}

function isNft(answer: AssetAnswer | null, assetName: string, registryDecimals: number | null): boolean {
  return assetName.startsWith(nftLabel) || (answer?.quantity === 1n && (registryDecimals ?? 0) === 0);
}
