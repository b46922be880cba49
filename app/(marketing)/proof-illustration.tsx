import { BadgeCheck, Check } from "lucide-react";
import { Badge } from "@/app/ui/badge";

const rows = [
  { name: "ADA", amount: "12,480.218344", hue: 264 },
  { name: "MIN", amount: "54,020.5", hue: 25 },
  { name: "iUSD", amount: "1,204.77", hue: 158 },
  { name: "SNEK", amount: "310,000", hue: 75 },
] as const;

/** What a proof looks like, drawn in markup with example figures. */
export function ProofIllustration() {
  return (
    <figure className="min-w-0">
      <div
        aria-hidden
        className="rounded-2xl border border-line bg-surface p-5 shadow-[0_24px_60px_-30px] shadow-accent/40 sm:p-6"
      >
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="font-semibold">Savings wallet</p>
          <Badge tone="good">
            <BadgeCheck /> Proven
          </Badge>
        </div>
        <p className="mt-4 text-sm text-muted">1,000 transactions added up, against the chain</p>
        <div className="mt-2 h-2 rounded-full bg-accent" />
        <div className="mt-5 grid grid-cols-[1fr_auto_auto] items-center gap-x-4 gap-y-3 text-sm">
          <span className="label-caps">Asset</span>
          <span className="label-caps text-right">Sum = chain</span>
          <span />
          {rows.map(({ name, amount, hue }) => (
            <div key={name} className="contents">
              <span className="flex items-center gap-2 font-medium">
                <span className="size-2.5 rounded-full" style={{ background: `oklch(0.65 0.14 ${hue})` }} />
                {name}
              </span>
              <span className="text-right">{amount}</span>
              <Check className="size-4 text-good" />
            </div>
          ))}
        </div>
      </div>
      <figcaption className="mt-3 text-center text-sm text-muted">
        An example: each asset&apos;s sum over all transactions equals its balance on the chain.
      </figcaption>
    </figure>
  );
}
