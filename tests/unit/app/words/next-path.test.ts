import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextPath, withNext } from "@/app/words/next-path";

describe("where signing in leads on to", () => {
  it.each([
    ["/overview", "/overview"],
    ["/activity?q=MIN&wallet=a%20b#top", "/activity?q=MIN&wallet=a%20b#top"],
    ["/wallets/../activity", "/activity"],
  ])("a page of this site: %s", (wanted, path) => expect(nextPath(wanted)).toBe(path));

  it.each([
    undefined,
    "",
    "/",
    "overview",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/wallets/..//evil.example",
    "/.//evil.example",
    "/\t/evil.example",
    "/ /evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/api/account",
    "/wallets/../api/account",
    "/forms/recover",
    "/sign-in?next=/sign-in",
    "/recover",
    `/${"a".repeat(2_000)}`,
  ])("nothing else: %s", (wanted) => expect(nextPath(wanted)).toBeNull());

  it("never another site, whatever is asked for", () => {
    const wanted = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.string().map((text) => `/${text}`),
      fc.webUrl().map((url) => `/${url}`),
    );
    fc.assert(
      fc.property(wanted, (text) => {
        const path = nextPath(text);
        if (path !== null) expect(new URL(path, "https://our.site/sign-in").origin).toBe("https://our.site");
      }),
    );
  });

  it("goes along in the address of the page that signs in", () => {
    expect([withNext("/sign-in", "/activity?q=MIN"), withNext("/recover", null)]).toEqual([
      "/sign-in?next=%2Factivity%3Fq%3DMIN",
      "/recover",
    ]);
  });
});
