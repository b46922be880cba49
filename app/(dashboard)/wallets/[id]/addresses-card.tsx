import { MapPin } from "lucide-react";
import type { WalletAddressesAnswer } from "@/lib/contract/wallet-addresses";
import { Card, CardHead } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { Hash } from "@/app/ui/hash";
import { Notice } from "@/app/ui/notice";
import { emptiedQuestion, signersText } from "@/app/words/address-state-words";
import { countOf } from "@/app/words/amount-text";
import { AddressList } from "./address-list";
import { FollowButton } from "./follow-button";

interface AddressesCardProps {
  readonly walletId: string;
  readonly answer: WalletAddressesAnswer;
}

/** Whose the wallet's addresses are, who signs for a shared wallet, and what else its keys can spend from. */
export function AddressesCard({ walletId, answer }: AddressesCardProps) {
  const { addresses, total, signers, elsewhere } = answer;
  return (
    <Card>
      <CardHead title="Addresses" aside={<span className="text-sm text-muted">{countOf(total)}</span>} />
      {addresses.some(({ isAsked }) => isAsked) && (
        <Notice tone="warn" title={emptiedQuestion.title} className="m-4">
          {emptiedQuestion.text}
        </Notice>
      )}
      <Signers signers={signers} />
      <Elsewhere elsewhere={elsewhere} />
      {addresses.length === 0 ? (
        <EmptyState
          icon={MapPin}
          title="No addresses yet"
          text="Each address of this wallet shows up here once the chain has seen it."
        />
      ) : (
        <AddressList walletId={walletId} initial={{ addresses, total }} />
      )}
    </Card>
  );
}

function Signers({ signers }: Pick<WalletAddressesAnswer, "signers">) {
  if (signers.length === 0) return null;
  return (
    <div className="border-b border-line px-4 py-3 text-sm sm:px-5">
      <h3 className="font-medium">Who signs for this shared wallet</h3>
      {signers.map((each) => (
        <div key={each.script} className="mt-1">
          <p>{signersText(each)}</p>
          <ul className="mt-1 flex flex-wrap gap-x-3">
            {each.keys.map((key) => (
              <li key={key}>
                <Hash value={key} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Elsewhere({ elsewhere }: Pick<WalletAddressesAnswer, "elsewhere">) {
  if (elsewhere.length === 0) return null;
  return (
    <div className="border-b border-line px-4 py-3 text-sm sm:px-5">
      <h3 className="font-medium">Your key is also beside other stake keys</h3>
      <p className="text-muted">What lies there is yours to spend. Follow these accounts to count it.</p>
      <ul className="mt-1">
        {elsewhere.map(({ stakeAddress }) => (
          <li key={stakeAddress} className="flex items-center justify-between gap-3 py-1">
            <Hash value={stakeAddress} kind="address" />
            <FollowButton stakeAddress={stakeAddress} />
          </li>
        ))}
      </ul>
    </div>
  );
}
