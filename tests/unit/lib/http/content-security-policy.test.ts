import { expect, test } from "vitest";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";

test("lets a page load itself and its own scripts, nothing inline but styles, in no frame", () => {
  expect(contentSecurityPolicy({ nonce: "n0nce", isHttps: true, isDevelopment: false }).split("; ")).toEqual([
    "default-src 'self'",
    "script-src 'self' 'nonce-n0nce' 'strict-dynamic'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "upgrade-insecure-requests",
  ]);
});

test("asks for no https where there is none, and lets the development server do its work there only", () => {
  const local = contentSecurityPolicy({ nonce: "n", isHttps: false, isDevelopment: false });
  const development = contentSecurityPolicy({ nonce: "n", isHttps: false, isDevelopment: true });
  expect(local).not.toMatch(/upgrade|unsafe-eval|ws:/);
  expect(development).toMatch(/script-src [^;]*'unsafe-eval'.*connect-src 'self' ws:/);
});
