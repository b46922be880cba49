import type { PerformanceAnswer } from "@/lib/contract/performance";
import { Card, CardHead } from "@/app/ui/card";
import { moneyText } from "@/app/words/money-text";
import { protocolRows } from "@/app/words/performance-rows";
import { SignedMoney } from "../signed-money";
import { FiguresTable } from "./figures-table";

const names = ["Realised", "Income", "Fees", "Deposits", "Withdrawals"];

/** What came and went by each protocol. */
export function ProtocolsCard({ answer: { byProtocol, currency } }: { readonly answer: PerformanceAnswer }) {
  if (byProtocol.length === 0) return null;
  return (
    <Card>
      <CardHead title="By protocol" />
      <FiguresTable
        caption="What came and went by each protocol, the largest first"
        of="Protocol"
        names={names}
        rows={protocolRows(byProtocol).map((row) => ({
          key: row.protocol ?? "",
          name: row.protocolName ?? row.protocol ?? "No protocol",
          figures: [
            <SignedMoney key="realised" value={row.realised} currency={currency} />,
            moneyText(row.income, currency),
            moneyText(row.fees, currency),
            moneyText(row.deposits, currency),
            moneyText(row.withdrawals, currency),
          ],
        }))}
      />
    </Card>
  );
}
