import { amountJoin, amountText } from "@/app/words/amount-text";
import { AssetName } from "../asset-name";

interface AmountProps {
  readonly quantity: string;
  readonly asset: {
    readonly unit: string;
    readonly name: string | null;
    readonly ticker: string | null;
    readonly decimals: number | null;
  };
}

/** `12.5 MIN` */
export function Amount({ quantity, asset }: AmountProps) {
  return (
    <>
      {amountText(quantity, asset.decimals)}
      {amountJoin(asset.decimals)}
      <AssetName asset={asset} />
    </>
  );
}
