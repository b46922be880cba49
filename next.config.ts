import type { NextConfig } from "next";

const everywhere = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
};
/** The pages' own policy carries a nonce and comes from proxy.ts. */
const api = { "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'" };

/** A document to print: it has styles of its own, and nothing else. */
const report = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

const listed = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  headers: () =>
    Promise.resolve([
      { source: "/:path*", headers: listed(everywhere) },
      // A picture's own policy, which is a sandbox, comes from its route.
      { source: "/api/:path((?!tokens/[^/]+/picture|reports/).*)", headers: listed(api) },
      { source: "/api/reports/:year", headers: listed(report) },
    ]),
  reactStrictMode: true,
  // Nothing uses Next's own way of making pictures smaller, and nobody else is to have them made.
  images: { unoptimized: true },
  poweredByHeader: false,
  // Without a connection a page that is read anew waits for it; else the browser's own error page takes its place.
  // What Turbopack compiled is kept for the next start, save on a newcomer's first one (dev/main.ts): writing it takes both
  // cores just when they click.
  experimental: { useOffline: true, turbopackFileSystemCacheForDev: process.env.NEXT_DEV_CACHE !== "off" },
  // `npm run typecheck` checks the whole tree, tests and tools included; the build need not do it twice.
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.NEXT_TSCONFIG ?? "tsconfig.json" },
  typedRoutes: true,
  // Two stacks may run side by side from one checkout, each with its own build folder.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
};

export default config;
