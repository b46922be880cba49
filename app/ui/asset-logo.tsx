import Image from "next/image";
import { assetHue, monogram } from "@/app/words/asset-label";

const picture = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/;

interface AssetLogoProps {
  readonly unit: string;
  readonly label: string;
  /** Shown only where it carries the picture in itself: nothing is ever fetched from a stranger's server. */
  readonly logo: string | null;
}

export function AssetLogo({ unit, label, logo }: AssetLogoProps) {
  if (unit === "lovelace") {
    return (
      <span aria-hidden className="grid size-9 shrink-0 place-items-center rounded-full bg-accent text-on-accent">
        ₳
      </span>
    );
  }
  if (logo !== null && picture.test(logo)) {
    return (
      <Image
        src={logo}
        alt=""
        width={36}
        height={36}
        unoptimized
        className="size-9 shrink-0 rounded-full bg-white object-contain"
      />
    );
  }
  return (
    <span
      aria-hidden
      style={{ background: `oklch(0.92 0.045 ${assetHue(unit)})`, color: `oklch(0.38 0.09 ${assetHue(unit)})` }}
      className="grid size-9 shrink-0 place-items-center rounded-full text-xs font-semibold"
    >
      {monogram(label)}
    </span>
  );
}
