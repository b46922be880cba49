import Link from "next/link";
import { ChainText } from "@/app/ui/chain-text";
import { assetLabel } from "@/app/words/asset-label";
import { assetPath } from "@/app/words/performance-words";

interface AssetLinkProps {
  readonly asset: { readonly unit: string; readonly ticker: string | null; readonly name: string | null };
}

/** An asset's name, which leads to more of it. */
export function AssetLink({ asset }: AssetLinkProps) {
  const label = assetLabel(asset);
  return (
    <Link href={assetPath(asset.unit)} prefetch={false} title={label.long} className="wrap-anywhere hover:underline">
      <ChainText text={label.short} limit={32} />
    </Link>
  );
}
