import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { SecretGuard } from "./ui/secret-guard";
import { ThemeProvider } from "./ui/theme-provider";
import { Toasts } from "./ui/toasts";
import { product } from "./words/product";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: product.name, template: `%s · ${product.name}` },
  description: product.description,
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f9fafb" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1118" },
  ],
};

/** Asking for the nonce makes every page one of its request: a page made before could not carry it. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="min-h-dvh antialiased">
        <ThemeProvider nonce={nonce}>
          <a
            href="#content"
            className="fixed top-2 left-2 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
          >
            Skip to the content
          </a>
          {children}
          <SecretGuard />
          <Toasts />
        </ThemeProvider>
      </body>
    </html>
  );
}
