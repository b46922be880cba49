"use client";
import { ThemeProvider as NextThemes } from "next-themes";
import type { ReactNode } from "react";

interface ThemeProviderProps {
  /** For the one script that stands in the page itself. */
  readonly nonce: string | undefined;
  readonly children: ReactNode;
}

/** A script does its work in the page that the server made. Made by React in the browser it would never run, and React says so. */
const scriptProps = typeof window === "undefined" ? {} : { type: "application/json" };

/** Sets the theme's class before the first paint, so that nothing flashes. */
export function ThemeProvider({ nonce, children }: ThemeProviderProps) {
  return (
    <NextThemes
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      scriptProps={scriptProps}
      {...(nonce !== undefined && { nonce })}
    >
      {children}
    </NextThemes>
  );
}
