"use client";
import { useRef, useState } from "react";
import { useLeave } from "@/app/browser/use-leave";
import { Button } from "@/app/ui/button";
import { ConfirmDialog } from "@/app/ui/confirm-dialog";

export function DeleteAccount() {
  const remove = useLeave("/api/account");
  const opener = useRef<HTMLButtonElement>(null);
  const [asking, setAsking] = useState(false);

  return (
    <>
      <Button ref={opener} tone="danger" onClick={() => setAsking(true)}>
        Delete my account
      </Button>
      <ConfirmDialog
        opener={opener}
        open={asking}
        onOpenChange={setAsking}
        title="Delete your account?"
        description="Your wallets, their history, your notes and all devices are deleted at once and cannot be brought back. Your funds are not touched."
        action="Delete everything"
        onConfirm={remove}
      />
    </>
  );
}
