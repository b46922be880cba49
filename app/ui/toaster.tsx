"use client";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { toast, Toaster as Sonner } from "sonner";
import { speakBy, type Told } from "@/app/browser/tell";

const says = {
  neutral: toast,
  success: toast.success,
  info: toast.info,
  error: toast.error,
} as const satisfies Record<Told["tone"], unknown>;

/** Shows what is told from the moment that it is there. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  // After the effects of what it holds, which by then listens.
  useEffect(() => speakBy(({ tone, text, action }) => says[tone](text, action && { action })), []);
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-center"
      offset={{ bottom: "5rem" }}
      mobileOffset={{ bottom: "5rem" }}
      // Long enough to read it and to reach its button by keyboard.
      duration={10_000}
      toastOptions={{ className: "!bg-surface !text-ink !border-line" }}
    />
  );
}
