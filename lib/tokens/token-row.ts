import { z } from "zod";
import type { assetSchema } from "@/lib/blockfrost/schemas";
import { assetFingerprint } from "@/lib/cardano/asset-fingerprint";
import { assetLabelOf, type AssetLabel } from "@/lib/cardano/asset-label";
import { parseUnit, splitUnit } from "@/lib/cardano/unit";
import type { StoredWord } from "@/lib/contract/stored-words";
import { pictureSource } from "@/lib/tokens/picture-source";
import { firstDecimals, firstText } from "@/lib/tokens/token-words";

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
const characters = { name: 100, ticker: 16, description: 500 } as const;
const base64Png = z
  .string()
  .max(200_000)
  .regex(/^[A-Za-z0-9+/]+=*$/);

/** What the minter wrote on the chain. */
interface OnChain {
  readonly fields: Readonly<Record<string, unknown>>;
  /** The datum beside its reference token (CIP-68), which the minter keeps true; metadata of a mint (CIP-25) otherwise. */
  readonly isDatum: boolean;
}

/**
 * What is said of a token: first by its own datum (CIP-68), then by the registry, then by the metadata of its mint. Each part
 * is read by itself. Null for the answer makes a row without a name, so that nobody asks again before it is old.
 */
export function tokenRow(unit: string, answer: AssetAnswer | null): TokenRow {
  const parsed = parseUnit(unit);
  const parts = splitUnit(parsed);
  if (parts === null) throw new TypeError("ADA has no token row");
  const { policyId, assetName } = parts;
  const label = assetLabelOf(assetName);
  const onChain = onChainOf(label, answer);
  const registry: Partial<NonNullable<AssetAnswer["metadata"]>> = answer?.metadata ?? {};
  const inOrder = (field: "name" | "ticker") =>
    onChain.isDatum ? [onChain.fields[field], registry[field]] : [registry[field], onChain.fields[field]];
  const kind = isNft(answer, label) ? "nft" : "token";
  return {
    unit,
    policyId,
    assetName,
    fingerprint: assetFingerprint(parsed) ?? "",
    name: firstText(characters.name, ...inOrder("name")),
    ticker: firstText(characters.ticker, ...inOrder("ticker")),
    description: firstText(characters.description, onChain.fields["description"], registry.description),
    decimals: kind === "nft" ? 0 : decimalsOf(label, onChain, registry.decimals),
    kind,
    logo: logoOf(onChain, registry.logo),
  };
}

function onChainOf(label: AssetLabel | null, answer: AssetAnswer | null): OnChain {
  const isUserToken = label === "nft" || label === "ft" || label === "rft";
  const isDatum = isUserToken && (answer?.onchain_metadata_standard ?? "").startsWith("CIP68");
  return { fields: answer?.onchain_metadata ?? {}, isDatum };
}

const isFungible = (label: AssetLabel | null) => label === "ft" || label === "rft";

/** CIP-25 knows no decimals: there a field of that name is whatever its artist meant by it. */
function decimalsOf(label: AssetLabel | null, { fields, isDatum }: OnChain, registered: unknown): number | null {
  if (!isFungible(label)) return firstDecimals(registered);
  return isDatum ? firstDecimals(fields["decimals"], registered) : firstDecimals(registered, fields["decimals"]);
}

function logoOf({ fields, isDatum }: OnChain, registered: unknown): string | null {
  const logo = base64Png.safeParse(registered);
  const ofRegistry = logo.success ? `data:image/png;base64,${logo.data}` : null;
  const ofMinter = pictureSource(fields["image"]) ?? pictureSource(fields["logo"]);
  return isDatum ? (ofMinter ?? ofRegistry) : (ofRegistry ?? ofMinter);
}

/** By its label, else by there being one that nobody has given decimals. */
function isNft(answer: AssetAnswer | null, label: AssetLabel | null): boolean {
  if (label === "nft") return true;
  if (isFungible(label)) return false;
  return answer?.quantity === 1n && (firstDecimals(answer.metadata?.decimals) ?? 0) === 0;
}
