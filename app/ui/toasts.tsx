"use client";
import { useTheme } from "next-themes";
import { Toaster } from "sonner";

export function Toasts() {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
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
