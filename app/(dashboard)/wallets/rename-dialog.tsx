"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { RefObject, SubmitEvent } from "react";
import { failureText, request } from "@/app/browser/request";
import { Button } from "@/app/ui/button";
import { Dialog } from "@/app/ui/dialog";
import { TextField } from "@/app/ui/field";
import { limits } from "@/lib/contract/limits";

interface RenameDialogProps {
  readonly id: string;
  readonly label: string | null;
  readonly open: boolean;
  readonly opener: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function RenameDialog({ id, label, open, opener, onClose }: RenameDialogProps) {
  const router = useRouter();
  const [name, setName] = useState(label ?? "");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [saving, startSaving] = useTransition();

  function save(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setTrouble(null);
    startSaving(async () => {
      try {
        await request("PATCH", `/api/wallets/${id}`, { label: name.trim() === "" ? null : name.trim() });
        router.refresh();
        onClose();
      } catch (error) {
        setTrouble(failureText(error));
      }
    });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      opener={opener}
      title="Rename wallet"
      description="Only you see this name. Empty shows the address."
    >
      <form onSubmit={save}>
        <TextField
          aria-label="Name"
          value={name}
          maxLength={limits.walletLabelCharacters}
          aria-invalid={trouble !== null}
          onChange={(event) => setName(event.target.value)}
        />
        <p aria-live="polite" className="mt-1 text-sm text-bad">
          {trouble}
        </p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" disabled={saving}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
