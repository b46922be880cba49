/** For what is no page: nothing may be loaded, nor may it be framed. */
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

interface PolicyOptions {
  /** Of this answer only: what the page's own scripts carry. */
  readonly nonce: string;
  readonly isHttps: boolean;
  /** Next's development server evaluates code and listens on a socket for changes. */
  readonly isDevelopment: boolean;
}

/**
 * What a page may load: itself, and scripts that carry the nonce with what these load. No inline script, no frame, no
 * other host. Styles may stand inline, since the components set positions that way. Images may be `data:`, as tokens'
 * logos and wallets' icons are.
 */
export function contentSecurityPolicy({ nonce, isHttps, isDevelopment }: PolicyOptions): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
