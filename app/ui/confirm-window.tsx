"use client";
import { useTransition } from "react";
import type { RefObject } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";

export interface ConfirmProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description: string;
  readonly opener: RefObject<HTMLElement | null>;
  /** The verb on the button. */
  readonly action: string;
  readonly onConfirm: () => Promise<void>;
}

/** Asks before something that cannot be undone. */
export function ConfirmWindow({ open, onOpenChange, title, description, opener, action, onConfirm }: ConfirmProps) {
  const [working, startWork] = useTransition();

  function confirm() {
    startWork(async () => {
      await onConfirm();
      onOpenChange(false);
    });
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description} opener={opener}>
      <div className="flex justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button tone="danger" onClick={confirm} disabled={working}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
