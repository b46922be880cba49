"use client";
import Link from "next/link";
import { useCallback, useSyncExternalStore } from "react";
import type { SecurityEvent } from "@/lib/contract/session";
import { markSeen, onSeenChange, seenUntil } from "@/app/browser/security-seen";
import { useAccountWatch } from "@/app/browser/use-account-watch";
import { Button } from "@/app/ui/button";
import { Moment } from "@/app/ui/moment";
import { Notice } from "@/app/ui/notice";
import { securityWords } from "@/app/words/security-words";

const onServer = () => null;

interface SecurityNoticesProps {
  readonly userId: string;
  /** What others did lately to the ways into the account, newest first. */
  readonly news: readonly SecurityEvent[];
}

/** Tells on every page what another device did to the ways into the account, until the person has seen it. */
export function SecurityNotices({ userId, news }: SecurityNoticesProps) {
  useAccountWatch();
  const until = useCallback(() => seenUntil(userId), [userId]);
  const seen = useSyncExternalStore(onSeenChange, until, onServer);
  const unseen = seen === null ? [] : news.filter(({ at }) => at > seen);
  return (
    <div role="status">
      {unseen.map((event) => {
        const { title, ifNotYou } = securityWords(event);
        return (
          <Notice key={event.id} tone="warn" title={title} className="mb-4">
            <p>
              It was <Moment at={event.at} />. Was it not you? In{" "}
              <Link href="/settings" className="font-medium text-accent underline underline-offset-2">
                Settings
              </Link>{" "}
              {ifNotYou}.
            </p>
            <Button size="small" className="mt-2" onClick={() => markSeen(userId, event.at)}>
              It was me
            </Button>
          </Notice>
        );
      })}
    </div>
  );
}
