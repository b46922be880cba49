import Link from "next/link";
import type { Reward } from "@/lib/contract/staking";
import { ChainText } from "@/app/ui/chain-text";
import { signedAmountText } from "@/app/words/amount-text";
import { poolLabel } from "@/app/words/pool-words";
import { isEarned, rewardWords } from "@/app/words/reward-words";
import { dayText } from "@/app/words/time-text";

const cell = "px-4 py-2.5 max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-0.5 sm:px-5";
const named = "before:text-muted sm:before:hidden";

/** Each payment with when it was earned, could be spent, and was withdrawn. */
export function RewardsTable({ rewards }: { readonly rewards: readonly Reward[] }) {
  return (
    <table className="w-full text-sm max-sm:block">
      <caption className="sr-only">Payments into the reward account, newest first</caption>
      <thead className="max-sm:sr-only">
        <tr className="text-left text-muted">
          <th scope="col" className="px-5 py-2 font-medium">
            For
          </th>
          <th scope="col" className="px-5 py-2 text-right font-medium">
            ADA
          </th>
          <th scope="col" className="px-5 py-2 font-medium">
            Spendable
          </th>
          <th scope="col" className="px-5 py-2 font-medium">
            Withdrawn
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rewards.map((reward, index) => (
          <RewardRow key={`${reward.type} ${reward.earned?.epoch ?? ""} ${index}`} reward={reward} />
        ))}
      </tbody>
    </table>
  );
}

function RewardRow({ reward: { type, pool, amount, earned, spendable, withdrawn } }: { readonly reward: Reward }) {
  return (
    <tr className="border-t border-line align-top max-sm:block max-sm:px-4 max-sm:py-3">
      <th scope="row" className="text-left font-medium max-sm:block sm:px-5 sm:py-2.5">
        {earned === null || !isEarned({ type }) ? rewardWords[type] : `Epoch ${earned.epoch}`}
        <span className="block text-xs font-normal text-muted">
          {earned !== null && (isEarned({ type }) ? `until ${dayText(earned.until)}` : `epoch ${earned.epoch}`)}
          {type === "leader" && `, ${rewardWords[type]}`}
          {pool !== null && (
            <>
              {" · "}
              <ChainText text={poolLabel(pool)} limit={32} />
            </>
          )}
        </span>
      </th>
      <td className={`${cell} ${named} font-medium before:content-['ADA'] sm:text-right`}>
        {signedAmountText(amount, 6)}
      </td>
      <td className={`${cell} ${named} before:content-['Spendable']`}>
        {spendable === null ? "–" : `${dayText(spendable.at)}, epoch ${spendable.epoch}`}
      </td>
      <td className={`${cell} ${named} before:content-['Withdrawn']`}>
        {withdrawn === null ? (
          <span className="text-muted">Not yet</span>
        ) : (
          <Link href={`/activity/${withdrawn.transactionId}`} className="hover:underline">
            {dayText(withdrawn.at)}
          </Link>
        )}
      </td>
    </tr>
  );
}
