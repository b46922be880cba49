import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";

/** Gives each page a nonce of its own: Next puts it on its scripts, the browser runs no other. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    isHttps: request.nextUrl.protocol === "https:",
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // A page that sends somebody to sign in first leads back to where they wanted to go.
  const { pathname } = request.nextUrl;
  const searchParams = new URLSearchParams(request.nextUrl.searchParams);
  searchParams.delete("_rsc");
  headers.set("x-path", searchParams.size === 0 ? pathname : `${pathname}?${searchParams.toString()}`);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages only: the API and the files have fixed headers (next.config.ts). */
export const config = { matcher: ["/((?!api/|_next/static|_next/image|icon.svg).*)"] };
