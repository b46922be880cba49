import { ArrowLeft, Scale } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { Proof } from "@/lib/contract/proof";
import { getAdaAllocation } from "@/lib/portfolio/get-ada-allocation";
import { getProof } from "@/lib/portfolio/get-proof";
import { readTokenLabels } from "@/lib/portfolio/read-token-columns";
import type { TokenLabel } from "@/lib/portfolio/token-name";
import { Card } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { Hash } from "@/app/ui/hash";
import { Notice } from "@/app/ui/notice";
import { PageHead } from "@/app/ui/page-head";
import { countOf } from "@/app/words/amount-text";
import { absoluteTime } from "@/app/words/time-text";
import { walletName } from "@/app/words/wallet-name";
import { pageUserId, pageWallet, pageWallets } from "../../../page-data";
import { ProofBadge } from "../../../proof-badge";
import { ProofBridge } from "./proof-bridge";
import { ProofTable } from "./proof-table";

interface ProofPageProps {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ProofPageProps): Promise<Metadata> {
  return { title: `Proof of ${walletName(await pageWallet((await params).id))}` };
}

export default async function ProofPage({ params }: ProofPageProps) {
  const userId = await pageUserId();
  const wallet = await pageWallet((await params).id);
  const [proof, ada, wallets] = await Promise.all([
    getProof(userId, wallet.id),
    getAdaAllocation(userId, { wallet: wallet.id }),
    pageWallets(),
  ]);
  const labels = await readTokenLabels(proof.assets.map(({ unit }) => unit));
  return (
    <>
      <Link
        href={`/wallets/${wallet.id}`}
        className="mb-3 inline-flex items-center gap-1 rounded-md text-sm text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" /> <bdi>{walletName(wallet)}</bdi>
      </Link>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-3">
            Proof <ProofBadge status={proof.status} />
          </span>
        }
        lead="We add up every transaction of this wallet, asset by asset. Then we ask the chain for its own balance at the same block and compare the two, to the last unit."
      />
      {proof.checkedAt === null ? (
        <NotYet />
      ) : (
        <div className="space-y-5">
          <Comparison proof={proof} labels={labels} />
          <ProofBridge proof={proof} ada={ada} walletId={wallet.id} walletCount={wallets.length} />
        </div>
      )}
    </>
  );
}

interface ComparisonProps {
  readonly proof: Proof;
  readonly labels: ReadonlyMap<string, TokenLabel>;
}

function Comparison({ proof, labels }: ComparisonProps) {
  const { height, blockHash, checkedAt, firstDivergence } = proof;
  return (
    <div className="space-y-5">
      {firstDivergence !== null && (
        <Notice tone="bad" title="The first difference">
          {firstDivergence.reason} Refresh the wallet to check again; if it stays, something is wrong on our side.
        </Notice>
      )}
      <dl className="grid gap-4 sm:grid-cols-3">
        <Figure name="Block height">{height === null ? "unknown" : countOf(height)}</Figure>
        <Figure name="Block">{blockHash === null ? "unknown" : <Hash value={blockHash} />}</Figure>
        <Figure name="Checked">{checkedAt === null ? "never" : absoluteTime(checkedAt)}</Figure>
      </dl>
      <ProofTable proof={proof} labels={labels} />
    </div>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="rounded-xl border border-line bg-surface px-4 py-3">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="font-medium wrap-anywhere">{children}</dd>
    </div>
  );
}

function NotYet() {
  return (
    <Card>
      <EmptyState
        icon={Scale}
        title="Nothing was compared yet"
        text="The comparison is made when the sync has read every transaction. It appears here by itself."
      />
    </Card>
  );
}
