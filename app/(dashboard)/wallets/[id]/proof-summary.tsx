import { BadgeCheck, Clock, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { Proof } from "@/lib/contract/proof";
import type { Wallet } from "@/lib/contract/wallet";
import { readTokenLabels } from "@/lib/portfolio/read-token-columns";
import { Card } from "@/app/ui/card";
import { cn } from "@/app/ui/cn";
import { Moment } from "@/app/ui/moment";
import { amountJoin, amountText, countOf } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";

const looks = {
  proven: { Icon: BadgeCheck, look: "bg-good-soft text-good" },
  diverged: { Icon: TriangleAlert, look: "bg-bad-soft text-bad" },
  pending: { Icon: Clock, look: "bg-raised text-muted" },
} as const satisfies Record<Proof["status"], unknown>;

interface ProofSummaryProps {
  readonly wallet: Wallet;
  readonly proof: Proof;
}

/** Whether our sums equal the chain, in one card. */
export async function ProofSummary({ wallet, proof }: ProofSummaryProps) {
  const { Icon, look } = looks[proof.status];
  const { quarantined } = wallet.proof;
  return (
    <Card className="flex items-start gap-4 p-4 sm:p-5">
      <span aria-hidden className={cn("grid size-10 shrink-0 place-items-center rounded-full", look)}>
        <Icon className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold">{headline(proof)}</h2>
        <p className="mt-0.5 text-sm text-muted wrap-anywhere">{await explanation(proof)}</p>
        {quarantined > 0 && <p className="mt-1 text-sm text-warn">{attentionWords(quarantined)}</p>}
        <p className="mt-2 flex flex-wrap gap-x-4 text-sm">
          {proof.checkedAt !== null && (
            <>
              <Link href={`/wallets/${wallet.id}/proof`} className="rounded-md font-medium text-accent hover:underline">
                See the proof
              </Link>
              <span className="text-muted">
                checked <Moment at={proof.checkedAt} />
              </span>
            </>
          )}
        </p>
      </div>
    </Card>
  );
}

function headline({ status, height, assets }: Proof): string {
  if (status === "pending") return "Not proven yet";
  if (status === "diverged") return "Does not match the chain";
  const counted = `${countOf(assets.length)} ${assets.length === 1 ? "asset" : "assets"}`;
  return height === null ? `Proven, ${counted}` : `Proven at block ${countOf(height)}, ${counted}`;
}

function attentionWords(quarantined: number): string {
  return quarantined === 1
    ? "1 transaction needs attention: it could not be read and is left out for now."
    : `${countOf(quarantined)} transactions need attention: they could not be read and are left out for now.`;
}

async function explanation({ status, firstDivergence }: Proof): Promise<string> {
  if (status === "proven") return "The sum of all transactions equals the chain's own balance, asset by asset.";
  if (status === "pending") return "The comparison with the chain follows when every transaction has been read.";
  if (firstDivergence === null) return "Our sums differ from the chain's balance. Refresh the wallet to check again.";
  const { unit, difference, reason } = firstDivergence;
  const label = (await readTokenLabels([unit])).get(unit) ?? { ticker: null, name: null, decimals: null };
  const amount = amountText(difference, label.decimals) + amountJoin(label.decimals);
  return `First difference: ${amount}${assetLabel({ unit, ...label }).short}. ${reason}`;
}
