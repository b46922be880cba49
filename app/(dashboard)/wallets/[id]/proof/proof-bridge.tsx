import type { AdaAllocation } from "@/lib/contract/positions";
import type { Proof } from "@/lib/contract/proof";
import { Card, CardHead } from "@/app/ui/card";
import { TextLink } from "@/app/ui/text-link";
import { adaText, signedAmountText } from "@/app/words/amount-text";
import { proofBridge } from "@/app/words/proof-bridge";

interface ProofBridgeProps {
  readonly proof: Proof;
  readonly ada: AdaAllocation;
  readonly walletId: string;
  /** All wallets of the portfolio, which the overview adds up. */
  readonly walletCount: number;
}

/** From what was proven to the total that the other pages show: the same money, line by line. */
export function ProofBridge({ proof, ada, walletId, walletCount }: ProofBridgeProps) {
  const proven = BigInt(proof.assets.find(({ unit }) => unit === "lovelace")?.computed ?? 0);
  const lines = proofBridge(proven, ada);
  return (
    <Card>
      <CardHead
        title="From this sum to your ADA"
        aside={<TextLink href={`/holdings?wallet=${walletId}`}>Where it is</TextLink>}
      />
      <table className="w-full text-sm">
        <caption className="sr-only">From this sum to your ADA</caption>
        <tbody className="divide-y divide-line">
          <Row name="Sum of all transactions, as compared above">{adaText(proven)}</Row>
          {lines.map(({ name, lovelace }) => (
            <Row key={name} name={name}>{`${signedAmountText(lovelace, 6)} ADA`}</Row>
          ))}
        </tbody>
        <tfoot className="border-t-2 border-line font-semibold">
          <Row name={walletCount === 1 ? "Your ADA" : "ADA in this wallet"}>{adaText(ada.total)}</Row>
        </tfoot>
      </table>
      {walletCount > 1 && (
        <p className="px-4 pb-4 text-sm text-muted sm:px-5">
          The overview adds this up over all {walletCount} wallets, and calls it Your ADA.
        </p>
      )}
    </Card>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <tr>
      <th scope="row" className="px-4 py-2.5 text-left [font-weight:inherit] sm:px-5">
        {name}
      </th>
      <td className="px-4 py-2.5 text-right whitespace-nowrap max-[23rem]:whitespace-normal sm:px-5">{children}</td>
    </tr>
  );
}
