"use client";
import "./globals.css";

/** Only where the root layout itself fails, so it uses nothing of it. */
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center p-6 text-center">
        <main>
          <h1 className="text-lg font-semibold">This page could not be shown</h1>
          <p className="mt-1 text-muted">Your wallets and their history are safe.</p>
          <button
            type="button"
            onClick={reset}
            className="mt-5 h-10 rounded-lg bg-accent px-4 font-medium text-on-accent"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
