"use client";
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode, RefObject } from "react";

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description: string;
  /** What opened it, a menu's button for example: it gets the focus back. */
  readonly opener: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** A modal window: focus stays inside, Escape closes it, and focus goes back to where it came from. */
export function Dialog({ open, onOpenChange, title, description, opener, children }: DialogProps) {
  function giveBack(event: Event) {
    event.preventDefault();
    opener.current?.focus();
  }

  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/45 backdrop-blur-[1px]" />
        <Primitive.Content
          onCloseAutoFocus={giveBack}
          className="fixed top-1/2 left-1/2 z-50 max-h-[90dvh] w-[calc(100vw-2rem)] max-w-md -translate-1/2 overflow-y-auto rounded-2xl border border-line bg-surface p-5 shadow-xl sm:p-6"
        >
          <Primitive.Title className="pr-8 text-lg font-semibold">{title}</Primitive.Title>
          <Primitive.Description className="mt-1 text-muted">{description}</Primitive.Description>
          <div className="mt-5">{children}</div>
          <Primitive.Close
            aria-label="Close"
            className="absolute top-4 right-4 rounded-md p-1.5 text-muted hover:bg-raised hover:text-ink"
          >
            <X className="size-4" aria-hidden />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
