import { assetHue, monogram } from "@/app/words/asset-label";

const ownPicture = /^\/api\/tokens\/[0-9a-f]+\/picture$/;

interface AssetLogoProps {
  readonly unit: string;
  readonly label: string;
  /** Shown only where it comes through our own server: no stranger's is ever asked. */
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
  return (
    <span
      aria-hidden
      style={{ background: `oklch(0.92 0.045 ${assetHue(unit)})`, color: `oklch(0.38 0.09 ${assetHue(unit)})` }}
      className="relative grid size-9 shrink-0 place-items-center overflow-hidden rounded-full text-xs font-semibold"
    >
      {monogram(label)}
      {/* Without a text of its own it leaves the letters in sight for as long as it is not there. */}
      {logo !== null && ownPicture.test(logo) && (
        <img
          src={logo}
          alt=""
          loading="lazy"
          decoding="async"
          className="absolute inset-0 size-full bg-white object-cover"
        />
      )}
    </span>
  );
}
