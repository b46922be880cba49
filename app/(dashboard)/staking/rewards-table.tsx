import type { Reward } from "@/lib/contract/staking";
import { signedAmountText } from "@/app/words/amount-text";
import { isEarned, rewardWords } from "@/app/words/reward-words";
import { dayText } from "@/app/words/time-text";
import { amountCell, DatedRow, DatedTable, namedCell, WithdrawnCell } from "./dated-table";

const columns = [{ name: "For" }, { name: "ADA", isAmount: true }, { name: "Spendable" }, { name: "Withdrawn" }];

/** Each payment with when it was earned, could be spent, and was withdrawn. */
export function RewardsTable({ rewards }: { readonly rewards: readonly Reward[] }) {
  return (
    <DatedTable caption="Payments into the reward account, newest first" columns={columns}>
      {rewards.map((reward, index) => (
        <RewardRow key={`${reward.type} ${reward.earned?.epoch ?? ""} ${index}`} reward={reward} />
      ))}
    </DatedTable>
  );
}

function RewardRow({ reward: { type, pool, amount, earned, spendable, withdrawn } }: { readonly reward: Reward }) {
  const isOfEpoch = earned !== null && isEarned({ type });
  const note = earned === null ? "" : isOfEpoch ? `until ${dayText(earned.until)}` : `epoch ${earned.epoch}`;
  return (
    <DatedRow
      title={isOfEpoch ? `Epoch ${earned.epoch}` : rewardWords[type]}
      note={type === "leader" ? `${note}, ${rewardWords[type]}` : note}
      pool={pool}
    >
      <td className={`${amountCell} before:content-['ADA']`}>{signedAmountText(amount, 6)}</td>
      <td className={`${namedCell} before:content-['Spendable']`}>
        {spendable === null ? "–" : `${dayText(spendable.at)}, epoch ${spendable.epoch}`}
      </td>
      <WithdrawnCell withdrawn={withdrawn} otherwise="Not yet" />
    </DatedRow>
  );
}
