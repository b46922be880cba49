import { entropyToMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import type { BrowserContextOptions, Page, Request } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { describeInBrowser } from "@/tests/support/browser";

const mnemonic = entropyToMnemonic(new Uint8Array(16).fill(99), wordlist);
const hash = "8be33680ec04da1cc98868699c5462fbbf6975529fb6371669fa735d2972d69b";

describeInBrowser("forms, in a browser", (stage) => {
  afterEach(async () => {
    await Promise.all(
      stage()
        .browser.contexts()
        .map((context) => context.close()),
    );
  });

  async function visit(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; sent: string[] }> {
    const context = await stage().browser.newContext({ ...options, baseURL: stage().app.url, reducedMotion: "reduce" });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const sent: string[] = [];
    page.on("request", (request: Request) =>
      sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`),
    );
    await page.goto(path, { waitUntil: "networkidle" });
    return { page, sent };
  }

  /** What left the page with something of `typed` in it, or was no mere reading: a page goes on fetching its own code. */
  function told(sent: string[], typed: RegExp): string[] {
    return sent.filter((request) => !request.startsWith("GET ") || typed.test(decodeURIComponent(request)));
  }

  it.each(["/", "/recover"])("a seed phrase in the field of %s is taken out and never sent", async (path) => {
    const { page, sent } = await visit(path);
    sent.length = 0;
    const field = page.getByLabel(/^(Paste an address|Recovery key$)/);
    for (const text of [
      mnemonic,
      mnemonic.toUpperCase(),
      mnemonic.replaceAll(" ", ", "),
      `root_xsk1${"q".repeat(60)}`,
    ]) {
      await field.fill(text);
      await page.getByText(/^That looks like a (seed phrase|private key)\. It was not sent\.$/).waitFor();
      expect(await field.inputValue()).toBe("");
      await field.press("Enter");
      await page.getByRole("button", { name: "I understand" }).click();
    }
    expect(told(sent, /gloom|root_xsk/i)).toEqual([]);
  });

  it("asks which of the two 64 hex digits are before it sends anything", async () => {
    const { page, sent } = await visit("/");
    sent.length = 0;
    const field = page.getByLabel(/^Paste an address/);
    await field.fill(hash);
    await page.getByRole("button", { name: "Show me" }).click();
    await page.getByText("Which of the two is it?").waitFor();
    expect(told(sent, new RegExp(hash))).toEqual([]);
    await page.getByRole("button", { name: "A private key" }).click();
    await page.getByText("That looks like a private key. It was not sent.").waitFor();
    expect([await field.inputValue(), told(sent, new RegExp(hash))]).toEqual(["", []]);
    await page.getByRole("button", { name: "I understand" }).click();
    await field.fill(hash);
    await page.getByRole("button", { name: "Show me" }).click();
    await page.getByRole("button", { name: "A transaction: open it" }).click();
    await page.getByText("None of your wallets has this transaction.").waitFor();
  });

  it("asks whether a word was a handle, and says what is no address", async () => {
    const { page, sent } = await visit("/");
    sent.length = 0;
    const field = page.getByLabel(/^Paste an address/);
    await field.fill("second");
    await field.press("Enter");
    await page.getByRole("button", { name: "Yes, follow $second" }).waitFor();
    await field.fill("f0ff48bbb7bbe9d59a40f1ce90e9e9d0ff5002ec48f232b49ca0fb9a");
    await field.press("Enter");
    await page.getByText("This is a policy id or a key's hash, not an address.").waitFor();
    expect(told(sent, /second|f0ff48bb/)).toEqual([]);
  });

  it("works without script: follows an address, and gives a seed phrase back to nobody", async () => {
    const { page, sent } = await visit("/", { javaScriptEnabled: false });
    for (const form of await page.locator("form").all()) expect(await form.getAttribute("method")).toBe("post");
    await page.getByLabel(/^Paste an address/).fill(mnemonic);
    await page.getByRole("button", { name: "Show me" }).click();
    await page.getByText("That looks like a seed phrase. It was not kept.").waitFor();
    expect(page.url()).toBe(`${stage().app.url}/?trouble=seed_phrase`);
    expect(await page.getByLabel(/^Paste an address/).inputValue()).toBe("");
    expect(told(sent, /gloom/).filter((request) => !request.startsWith("POST "))).toEqual([]);
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.waitForURL(/\/wallets\/[0-9a-f-]{36}$/);
    const key = (at: Page) => at.getByRole("region", { name: "Save your recovery key" }).locator("code");
    const made = await key(page).textContent();
    const state = await page.context().storageState();
    while ((await page.getByRole("heading", { name: /^Proven at/ }).count()) === 0) await page.reload();
    await page.getByRole("navigation").getByRole("link", { name: "Activity" }).click();
    await page.getByRole("heading", { level: 1, name: "Activity" }).waitFor();
    await page.getByLabel("Search transactions").fill("minswap");
    await page.getByLabel("Search transactions").press("Enter");
    await page.waitForURL("/activity?q=minswap");
    await page.goto("/recover");
    await page.locator("input[name=recoveryKey]").fill("nonsense");
    await page.getByRole("button", { name: "Recover" }).click();
    await page.waitForURL(/\/recover\?trouble=invalid_request$/);

    // The script, once it is there, keeps the key for this tab, and the cookie that brought it is gone.
    const scripted = await visit("/overview", { storageState: state });
    await scripted.page.reload();
    expect(await key(scripted.page).textContent()).toBe(made);
    expect((await scripted.page.context().cookies()).map(({ name }) => name)).toEqual(["session"]);
    await scripted.page.getByRole("button", { name: "I have saved it" }).click();
    await scripted.page.reload();
    expect(await key(scripted.page).count()).toBe(0);
  });

  it("a page that needs somebody leads on to it after signing in", async () => {
    const { page } = await visit("/");
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.waitForURL(/\/wallets\//);
    const key = await page.getByRole("region", { name: "Save your recovery key" }).locator("code").textContent();
    const later = await visit("/activity?q=minswap");
    await later.page.waitForURL("/sign-in?next=%2Factivity%3Fq%3Dminswap");
    await later.page.getByRole("link", { name: "Use your recovery key" }).click();
    await later.page.getByLabel("Recovery key", { exact: true }).fill(key ?? "");
    await later.page.getByRole("button", { name: "Recover" }).click();
    await later.page.waitForURL("/activity?q=minswap");
  });

  it("says that it is offline, keeps the page, and goes on; tabs of one browser agree", async () => {
    const { page } = await visit("/");
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.getByRole("heading", { name: /^Proven at/ }).waitFor();
    const other = await page.context().newPage();
    await other.goto("/wallets");
    await page.bringToFront();
    const url = page.url();
    await page.context().setOffline(true);
    await page.getByText("No connection. This is what was last read").waitFor();
    await page.getByRole("link", { name: "Holdings" }).first().click();
    await page.getByText("That page can be opened when the connection is back").waitFor();
    expect(page.url()).toBe(url);
    await page.context().setOffline(false);
    await page.getByText("No connection.").waitFor({ state: "detached" });

    const id = url.slice(url.lastIndexOf("/") + 1);
    await page.evaluate(
      (path) =>
        fetch(path, { method: "PATCH", headers: { "content-type": "application/json" }, body: '{"label":"Renamed"}' }),
      `/api/wallets/${id}`,
    );
    await page.evaluate(() => new BroadcastChannel("changes").postMessage(null));
    await other.bringToFront();
    await other.getByText("Renamed").waitFor();
  });
});
