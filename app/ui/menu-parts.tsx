"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import { useEffect, useRef } from "react";
import type { ComponentProps, ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";

export const MenuChoices = Primitive.RadioGroup;

const itemLook =
  "flex w-full items-center gap-2.5 rounded-md px-2.5 py-2 text-sm outline-none select-none data-highlighted:bg-accent-soft data-highlighted:text-accent data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

interface OpenMenuProps {
  readonly button: ButtonProps;
  /** Which lands on the first entry; a pointer stands where it stands. */
  readonly isByKeyboard: boolean;
  readonly children: ReactNode;
}

/** A button with a menu that is open from the start. */
export function OpenMenu({ button, isByKeyboard, children }: OpenMenuProps) {
  return (
    <Primitive.Root defaultOpen>
      <Primitive.Trigger asChild>
        <Button {...button} />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className="z-40 max-h-[70dvh] max-w-72 min-w-48 overflow-y-auto rounded-xl border border-line bg-surface p-1 shadow-lg"
        >
          {isByKeyboard && <FirstFocus />}
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The key that opened the menu came before the menu could listen. */
function FirstFocus() {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    place.current?.closest("[role=menu]")?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
  }, []);
  return <span ref={place} hidden />;
}

export function MenuItem({ className, ...rest }: ComponentProps<typeof Primitive.Item>) {
  return <Primitive.Item className={cn(itemLook, className)} {...rest} />;
}

export function MenuChoice({ className, children, ...rest }: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem className={cn(itemLook, className)} {...rest}>
      <span className="flex min-w-0 flex-1 items-center gap-2.5">{children}</span>
      <Primitive.ItemIndicator>
        <Check aria-hidden className="text-accent" />
      </Primitive.ItemIndicator>
    </Primitive.RadioItem>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="mx-2 my-1 h-px bg-line" />;
}
