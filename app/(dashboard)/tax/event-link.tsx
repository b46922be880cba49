import type { Route } from "next";
import Link from "next/link";
import { hashOf, rewardOf } from "@/lib/gains/event-facts";
import { rewardText } from "@/app/words/tax-words";
import { dayText } from "@/app/words/time-text";

interface EventLinkProps {
  readonly eventId: string;
  /** Null where nobody knows when it was. */
  readonly at: string | null;
}

/** When something happened, leading to its transaction; a reward is of none, and says what it is for. */
export function EventLink({ eventId, at }: EventLinkProps) {
  const day = at === null ? "An unknown day" : <time dateTime={at}>{dayText(at)}</time>;
  const reward = rewardOf(eventId);
  if (reward !== null)
    return (
      <>
        {day}, {rewardText(reward)}
      </>
    );
  const hash = hashOf(eventId);
  if (hash === null) return <>{day}, bought elsewhere</>;
  return (
    <Link
      href={`/activity?q=${hash}` as Route}
      prefetch={false}
      title={hash}
      className="hover:text-ink hover:underline"
    >
      {day}
    </Link>
  );
}
