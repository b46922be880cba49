"use client";
import { useRouter } from "next/navigation";
import type { Device } from "@/lib/contract/session";
import { failureText, request } from "@/app/browser/request";
import { useLeave } from "@/app/browser/use-leave";
import { tell } from "@/app/browser/tell";
import { Badge } from "@/app/ui/badge";
import { Button } from "@/app/ui/button";
import { Moment } from "@/app/ui/moment";

/** Where the account is signed in, each with a way out, and one for all. */
export function DeviceList({ devices }: { readonly devices: readonly Device[] }) {
  const router = useRouter();
  const signOutEverywhere = useLeave("/api/devices");

  async function signOut(path: string) {
    try {
      await request("DELETE", path);
      router.refresh();
    } catch (error) {
      tell.error(failureText(error));
    }
  }

  return (
    <>
      <ul className="divide-y divide-line">
        {devices.map(({ id, device, current, lastSeenAt }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {device} {current && <Badge tone="good">This device</Badge>}
              </p>
              <p className="text-sm text-muted">
                Last seen <Moment at={lastSeenAt} />
              </p>
            </div>
            <Button size="small" aria-label={`Sign out ${device}`} onClick={() => void signOut(`/api/devices/${id}`)}>
              Sign out
            </Button>
          </li>
        ))}
      </ul>
      <div className="border-t border-line p-4 sm:px-5">
        <Button onClick={() => void signOutEverywhere()}>Sign out everywhere</Button>
        <p className="mt-2 text-sm text-muted">
          Here too. Devices that hold your recovery key or one of your keys can come back: make a new key, or remove
          one, first.
        </p>
      </div>
    </>
  );
}
