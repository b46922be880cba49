import { BadgeCheck, Clock, TriangleAlert } from "lucide-react";
import type { Wallet } from "@/lib/contract/wallet";
import { Badge } from "@/app/ui/badge";

const looks = {
  proven: { tone: "good", Icon: BadgeCheck, words: "Proven" },
  diverged: { tone: "bad", Icon: TriangleAlert, words: "Does not match the chain" },
  pending: { tone: "neutral", Icon: Clock, words: "Not proven yet" },
} as const satisfies Record<Wallet["proof"]["status"], unknown>;

export function ProofBadge({ status }: { readonly status: Wallet["proof"]["status"] }) {
  const { tone, Icon, words } = looks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {words}
    </Badge>
  );
}
