import type { SecurityEvent } from "@/lib/contract/session";
import { Hash } from "@/app/ui/hash";
import { Moment } from "@/app/ui/moment";
import { securityWords } from "@/app/words/security-words";

const shownAtOnce = 10;

/** What happened to the ways into the account, newest first. */
export function SecurityEventList({ events }: { readonly events: readonly SecurityEvent[] }) {
  if (events.length === 0) {
    return <p className="px-4 py-6 text-muted sm:px-5">Nothing yet: no other device, no new key.</p>;
  }
  const rest = events.slice(shownAtOnce);
  return (
    <>
      <EventRows events={events.slice(0, shownAtOnce)} />
      {rest.length > 0 && (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-4 py-3 text-sm font-medium text-accent sm:px-5">
            Show {rest.length} more
          </summary>
          <EventRows events={rest} />
        </details>
      )}
    </>
  );
}

function EventRows({ events }: { readonly events: readonly SecurityEvent[] }) {
  return (
    <ul className="divide-y divide-line">
      {events.map((event) => (
        <li key={event.id} className="px-4 py-3 sm:px-5">
          <p className="wrap-anywhere">{securityWords(event).title}</p>
          <p className="flex flex-wrap gap-x-3 text-sm text-muted">
            <Moment at={event.at} />
            {event.address !== null && <Hash value={event.address} kind="address" />}
          </p>
        </li>
      ))}
    </ul>
  );
}
