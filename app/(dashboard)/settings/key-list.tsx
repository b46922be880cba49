"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { SignInKey } from "@/lib/contract/session";
import { request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Badge } from "@/app/ui/badge";
import { Button } from "@/app/ui/button";
import { Hash } from "@/app/ui/hash";
import { Moment } from "@/app/ui/moment";
import { shortAddress } from "@/app/words/chain-text";
import { absoluteTime } from "@/app/words/time-text";
import { ProveDialog, type ProofWays } from "./prove-dialog";

interface KeyListProps {
  readonly keys: readonly (SignInKey & { readonly trusted: boolean })[];
  readonly ways: ProofWays;
}

/** The keys that sign in, each with a way to take it away. */
export function KeyList({ keys, ways }: KeyListProps) {
  return (
    <ul className="divide-y divide-line">
      {keys.map((key) => (
        <KeyRow key={key.id} signInKey={key} ways={ways} />
      ))}
    </ul>
  );
}

function KeyRow({ signInKey, ways }: { readonly signInKey: KeyListProps["keys"][number]; readonly ways: ProofWays }) {
  const { id, address, addedAt, trusted, trustedAt } = signInKey;
  const router = useRouter();
  const opener = useRef<HTMLButtonElement>(null);
  const [asking, setAsking] = useState(false);

  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-2.5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <Hash value={address} kind="address" />
          {!trusted && <Badge tone="warn">Not confirmed</Badge>}
        </p>
        <p className="text-sm text-muted">
          added <Moment at={addedAt} />
          {!trusted && `; it can confirm changes from ${absoluteTime(trustedAt)} on`}
        </p>
      </div>
      <Button
        ref={opener}
        size="small"
        aria-label={`Remove key ${shortAddress(address)}`}
        onClick={() => setAsking(true)}
      >
        Remove
      </Button>
      <ProveDialog
        open={asking}
        onOpenChange={setAsking}
        opener={opener}
        title="Remove this key?"
        description={`Whoever holds the key of ${shortAddress(address)} cannot sign in to your account any more. Devices that are signed in stay so until you sign them out. Confirm that it is you.`}
        action="Remove key"
        ways={ways}
        onProven={async (proof) => {
          await request("DELETE", `/api/account/keys/${id}`, { proof });
          tell.success("The key is removed");
          router.refresh();
        }}
      />
    </li>
  );
}
