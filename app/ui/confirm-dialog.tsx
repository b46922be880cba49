"use client";
import { useCode } from "@/app/browser/use-code";
import type { ConfirmProps } from "./confirm-window";

const loadWindow = () => import("./confirm-window");

/** Asks before something that cannot be undone; the window's code comes with the first question. */
export function ConfirmDialog(props: ConfirmProps) {
  const code = useCode(loadWindow, props.open, () => props.onOpenChange(false));
  return code === null ? null : <code.ConfirmWindow {...props} />;
}
