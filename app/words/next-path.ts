const longest = 1_000;
/** Pages that lead on themselves, and what is no page. */
const elsewhere = /^\/(?:api|forms|sign-in|recover)(?:[/?#]|$)/;
const base = "https://here.invalid";

/** A way on after signing in: a page of this site and nothing else; null for whatever cannot be one. */
export function nextPath(wanted: string | undefined): string | null {
  if (wanted === undefined || wanted.length > longest || !/^\/[^/\\]/.test(wanted)) return null;
  if (/[\\\p{Cc}\p{Z}]/u.test(wanted) || !URL.canParse(wanted, base)) return null;
  const { origin, pathname, search, hash } = new URL(wanted, base);
  // Dots may lead up to a second slash, after which a browser reads a host.
  if (origin !== base || pathname.startsWith("//") || elsewhere.test(pathname)) return null;
  return pathname + search + hash;
}

/** `path` with where to go on to; without it where that is not known. */
export function withNext(path: "/sign-in" | "/recover", next: string | null): string {
  return next === null ? path : `${path}?next=${encodeURIComponent(next)}`;
}
