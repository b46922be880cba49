"use client";
import { useEffect, useState } from "react";
import type { SecretKind } from "@/lib/cardano/pasted/find-secret";
import { onSecret } from "@/app/browser/caught-secret";
import { guardFields } from "@/app/browser/guard-fields";
import { Button } from "./button";
import { SecretNotice } from "./secret-notice";

/** Keeps seed phrases and private keys out of every field of the site, and says so over the page. */
export function FieldGuard() {
  const [caught, setCaught] = useState<SecretKind | null>(null);
  useEffect(() => {
    const deafen = onSecret(setCaught);
    const endGuard = guardFields(document);
    return () => {
      endGuard();
      deafen();
    };
  }, []);

  return (
    <div role="alert" className="fixed inset-x-4 top-4 z-50 mx-auto max-w-xl empty:hidden">
      {caught !== null && (
        <div className="max-h-[calc(100dvh-2rem)] overflow-y-auto rounded-xl border border-bad bg-surface shadow-xl">
          <SecretNotice kind={caught} sent={false}>
            <Button size="small" className="mt-3" onClick={() => setCaught(null)}>
              I understand
            </Button>
          </SecretNotice>
        </div>
      )}
    </div>
  );
}
