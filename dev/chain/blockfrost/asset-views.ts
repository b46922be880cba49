import type { Chain } from "../chain";
import type { AssetRecord } from "../model/asset-book";
import type { Json } from "../model/chain-tx";
import type { PlutusData } from "../model/plutus-data";
import { registeredToken, type RegisteredToken } from "../model/tokens";
import { assetFingerprint } from "./identifiers";
import { tradedAsset } from "./market-views";

const POLICY_HEX = 56;
const CIP68_USER = "000de140";
const CIP68_REFERENCE = "000643b0";

export function assetView(chain: Chain, unit: string): unknown {
  const record = chain.assets.get(unit);
  const traded = tradedAsset(chain, unit);
  if (record === null && traded === null) return null;
  const registered = registeredToken(unit) ?? chain.market.token(unit);
  return {
    asset: unit,
    policy_id: unit.slice(0, POLICY_HEX),
    asset_name: unit.slice(POLICY_HEX),
    fingerprint: assetFingerprint(unit),
    quantity: (registered?.supply ?? record?.quantity ?? traded?.quantity ?? 0n).toString(),
    initial_mint_tx_hash: record?.initialTx.hash ?? traded?.mintTxHash,
    mint_or_burn_count: record?.mintOrBurnCount ?? 1,
    ...(record === null ? NO_ONCHAIN_METADATA : onchainMetadata(chain, unit, record)),
    metadata: registered === null ? null : registryMetadata(registered),
  };
}

const NO_ONCHAIN_METADATA = { onchain_metadata: null, onchain_metadata_standard: null, onchain_metadata_extra: null };

const registryMetadata = (token: RegisteredToken): unknown => ({
  name: token.name,
  description: token.description,
  ticker: token.ticker,
  url: token.url,
  logo: token.logo,
  decimals: token.decimals,
});

function onchainMetadata(chain: Chain, unit: string, record: AssetRecord): Record<string, unknown> {
  const name = unit.slice(POLICY_HEX);
  if (name.startsWith(CIP68_USER)) return cip68Metadata(chain, unit);
  const label = record.initialTx.metadata.get(721);
  const byName = member(member(label, unit.slice(0, POLICY_HEX)), Buffer.from(name, "hex").toString("utf8"));
  return {
    onchain_metadata: byName ?? null,
    onchain_metadata_standard: byName === undefined ? null : "CIP25v1",
    onchain_metadata_extra: null,
  };
}

function member(json: Json | undefined, key: string): Json | undefined {
  if (json === undefined || typeof json === "string" || typeof json === "number" || isList(json)) return undefined;
  return json[key];
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

/** The metadata is the inline datum beside the reference token. */
function cip68Metadata(chain: Chain, unit: string): Record<string, unknown> {
  const referenceUnit = unit.slice(0, POLICY_HEX) + CIP68_REFERENCE + unit.slice(POLICY_HEX + CIP68_USER.length);
  const holder = [...chain.utxos.all()].find(({ value }) => value.assets.has(referenceUnit));
  const fields = holder?.datum === undefined || holder.datum === null ? null : textFields(holder.datum.datum.data);
  return {
    onchain_metadata: fields,
    onchain_metadata_standard: fields === null ? null : "CIP68v1",
    onchain_metadata_extra: null,
  };
}

function textFields(data: PlutusData): Record<string, string> | null {
  const metadata = "fields" in data ? data.fields[0] : undefined;
  if (metadata === undefined || !("map" in metadata)) return null;
  const text = (part: PlutusData): string => ("bytes" in part ? Buffer.from(part.bytes, "hex").toString("utf8") : "");
  return Object.fromEntries(metadata.map.map(({ k, v }) => [text(k), text(v)]));
}

/** Who holds it, the largest holding first. */
export function assetAddressRows(chain: Chain, unit: string): unknown[] {
  const held = new Map<string, bigint>();
  for (const { address, value } of chain.utxos.all()) {
    const quantity = value.assets.get(unit);
    if (quantity !== undefined) held.set(address.text, (held.get(address.text) ?? 0n) + quantity);
  }
  for (const { address, value } of chain.market.poolsWith(unit).map((pool) => chain.market.lastOutput(pool))) {
    held.set(address.text, (held.get(address.text) ?? 0n) + (value.assets.get(unit) ?? 0n));
  }
  return [...held]
    .sort(([, a], [, b]) => (a === b ? 0 : a > b ? -1 : 1))
    .map(([address, quantity]) => ({ address, quantity: quantity.toString() }));
}
