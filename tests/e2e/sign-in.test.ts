import { readdirSync, readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { expect, it } from "vitest";
import { addressHex, newKey, rewardAddress, signOnLedger, type TestKey } from "@/tests/support/data-signature";
import { describeInBrowser } from "@/tests/support/browser";

describeInBrowser("signing in, in a browser", (stage) => {
  /** A browser with a wallet extension that holds `key`, and what its pages complain of. */
  async function browse(key: TestKey): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
    const address = rewardAddress(key);
    const context = await stage().browser.newContext({ baseURL: stage().app.url, reducedMotion: "reduce" });
    context.setDefaultTimeout(60_000);
    await context.exposeFunction("signInWalletWindow", (payloadHex: string) =>
      signOnLedger(key, address, Buffer.from(payloadHex, "hex").toString("utf8")),
    );
    await context.addInitScript((hex) => {
      const signData = (_address: string, payloadHex: string) =>
        (window as unknown as { signInWalletWindow: (text: string) => unknown }).signInWalletWindow(payloadHex);
      const api = { getRewardAddresses: () => Promise.resolve([hex]), signData };
      const wallet = { name: "Test Wallet", icon: "data:image/svg+xml,%3Csvg/%3E", enable: () => Promise.resolve(api) };
      Object.assign(window, { cardano: { testWallet: wallet, twice: wallet, nothing: { name: 7 } } });
    }, addressHex(address));
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    return { context, page, complaints };
  }

  async function signIn(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Sign in with a wallet" }).click();
    await page.getByRole("button", { name: "Test Wallet" }).click();
  }

  it("a guest keeps their wallets, finds them on a second device, and signs out everywhere; no page breaks its policy", async () => {
    const key = newKey();
    const first = await browse(key);
    await first.page.goto("/");
    await first.page.getByRole("button", { name: "Try the demo wallet" }).click();
    await first.page.getByRole("heading", { name: /^Proven at block/ }).waitFor();
    await first.page.goto("/settings");
    await first.page.getByText("You are a guest in this browser").waitFor();
    await signIn(first.page);
    await first.page.waitForURL("/overview");
    await first.page.goto("/settings");
    await first.page.getByText("Signed in with a wallet").first().waitFor();

    const second = await browse(key);
    await second.page.goto("/sign-in");
    await signIn(second.page);
    await second.page.waitForURL("/overview");
    const { wallets } = (await (await second.page.request.get("/api/wallets")).json()) as { wallets: unknown[] };
    expect(wallets).toHaveLength(1);

    await second.page.goto("/settings");
    expect(await second.page.getByRole("button", { name: "Sign out Chrome on Linux" }).count()).toBe(2);
    await second.page.getByRole("button", { name: "Sign out everywhere" }).click();
    await second.page.waitForURL("/");
    expect((await first.page.request.get("/api/session")).status()).toBe(401);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await Promise.all([first.context.close(), second.context.close()]);
  });

  it("runs no script that stands in a page without its nonce, and is shown in no frame", async () => {
    const { context, page, complaints } = await browse(newKey());
    // As if text of somebody else's had got into the page unescaped.
    const injected = "<script>window.injected = true</script><img src=x onerror='window.injected = true'>";
    await page.route("/", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace("</body>", `${injected}</body>`) });
    });
    await page.goto("/");
    await page.getByRole("button", { name: "Try the demo wallet" }).waitFor();
    expect(await page.evaluate(() => "injected" in window)).toBe(false);
    expect(complaints.length).toBe(2);
    const headers = (await page.request.get("/")).headers();
    expect([headers["x-frame-options"], headers["x-content-type-options"]]).toEqual(["DENY", "nosniff"]);
    expect(headers["content-security-policy"]).toMatch(/frame-ancestors 'none'/);
    await context.close();
  });

  it("sends no secret and nothing of the server to the browser", () => {
    const files = readdirSync(".next/static", { recursive: true, encoding: "utf8" }).filter((file) =>
      /\.(js|css)$/.test(file),
    );
    const sent = files.map((file) => readFileSync(`.next/static/${file}`, "utf8")).join("\n");
    const shapes = [
      /\b(mainnet|preprod|preview)[A-Za-z0-9]{32}\b/,
      /postgres(ql)?:\/\//,
      /\bsig_\w+/,
      /\beyJ[\w-]+\.[\w-]+\.[\w-]+/,
      /PrismaClient|cda_system|token_hash|recovery_key_hash|upstash-signature/i,
      /_(TOKEN|SECRET|SIGNING_KEY)\b|DATABASE_URL/,
    ];
    expect(sent.length).toBeGreaterThan(300_000);
    expect(shapes.flatMap((shape) => shape.exec(sent)?.[0] ?? [])).toEqual([]);
  });
});
