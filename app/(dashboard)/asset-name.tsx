import { ChainText } from "@/app/ui/chain-text";
import { assetLabel } from "@/app/words/asset-label";

interface AssetNameProps {
  readonly asset: { readonly unit: string; readonly ticker: string | null; readonly name: string | null };
  readonly limit?: number;
}

/** A token's ticker or name as it stands beside an amount; the unit is in the tooltip. */
export function AssetName({ asset, limit = 20 }: AssetNameProps) {
  return (
    <span title={asset.unit === "lovelace" ? undefined : asset.unit} className="wrap-anywhere">
      <ChainText text={assetLabel(asset).short} limit={limit} />
    </span>
  );
}
