"use client";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useCode } from "@/app/browser/use-code";
import { Button, type ButtonProps } from "./button";

const loadParts = () => import("./menu-parts");

export type MenuParts = Awaited<ReturnType<typeof loadParts>>;

/** Whether somebody is about to open a menu, or has, and by what. */
type Use = "none" | "near" | "pointer" | "keyboard";

interface MenuProps {
  readonly button: ButtonProps;
  /** What the menu consists of, made of parts that are loaded when somebody is about to open it. */
  readonly children: (parts: MenuParts) => ReactNode;
}

/** A button that opens a menu. */
export function Menu({ button, children }: MenuProps) {
  const [use, setUse] = useState<Use>("none");
  const parts = useCode(loadParts, use !== "none", () => setUse("none"));
  if (parts !== null && (use === "pointer" || use === "keyboard"))
    return (
      <parts.OpenMenu button={button} isByKeyboard={use === "keyboard"}>
        {children(parts)}
      </parts.OpenMenu>
    );

  const approach = () => setUse((before) => (before === "none" ? "near" : before));
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    setUse("keyboard");
  }

  return (
    <Button
      {...button}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={approach}
      onPointerDown={approach}
      onFocus={approach}
      // A key's click has no count.
      onClick={({ detail }) => setUse(detail === 0 ? "keyboard" : "pointer")}
      onKeyDown={onKeyDown}
    />
  );
}
