import type { BrowserContextOptions, Page, Request } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { describeInBrowser } from "@/tests/support/browser";
import { refuseBulkCalls, setChainLatency } from "@/tests/support/shared-app";

/**
 * Counts how often a page is asked for from the server at the same time, from now on. Until an answer begins: its end is told late,
 * when Next drops a stream that it has read while the next one is already asked for.
 */
function readsOf(page: Page, path: RegExp): { readonly mostAtOnce: number } {
  const reads = { mostAtOnce: 0 };
  const underWay = new Set<Request>();
  const isRead = (request: Request) => {
    const { pathname, searchParams } = new URL(request.url());
    return path.test(pathname) && searchParams.has("_rsc") && request.headers()["next-router-prefetch"] === undefined;
  };
  page.on("request", (request) => {
    if (!isRead(request)) return;
    underWay.add(request);
    reads.mostAtOnce = Math.max(reads.mostAtOnce, underWay.size);
  });
  page.on("response", (response) => void underWay.delete(response.request()));
  page.on("requestfailed", (request) => void underWay.delete(request));
  return reads;
}

describeInBrowser("in a browser", (stage) => {
  afterEach(async () => {
    await Promise.all(
      stage()
        .browser.contexts()
        .map((context) => context.close()),
    );
    await setChainLatency(stage().app, 5);
  });

  async function visit(options: BrowserContextOptions): Promise<Page> {
    const context = await stage().browser.newContext({ ...options, baseURL: stage().app.url, reducedMotion: "reduce" });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await page.goto("/");
    return page;
  }

  it("leads from the front page over live progress to a proven wallet, its holdings and its transactions", async () => {
    const page = await visit({ viewport: { width: 1280, height: 900 } });
    await Promise.all([refuseBulkCalls(stage().app), setChainLatency(stage().app, 300)]);
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.getByRole("progressbar", { name: "Sync progress" }).waitFor();
    const reads = readsOf(page, /^\/wallets\/[^/]+$/);
    await page.getByText(/^[1-9]\d* (of 80 transactions|transactions so far)$/).waitFor();
    await setChainLatency(stage().app, 5);
    await page.getByRole("heading", { name: /^Proven at block [\d,]+, \d+ assets$/ }).waitFor();

    // Names and decimals are looked up after the sync: the open page hears of them.
    await page.getByText("raw units").first().waitFor({ state: "detached" });
    await page.getByText("2,726.65427 MIN").first().waitFor();

    expect(reads.mostAtOnce).toBe(1);

    // A refresh that is over before the page shows that it runs ends there, too.
    for (let time = 0; time < 3; time += 1) {
      const started = page.waitForResponse((response) => response.request().method() === "POST");
      await page.getByRole("button", { name: "Refresh" }).click();
      await started;
      await page.waitForTimeout(500);
    }
    await page.getByRole("button", { name: "Refresh", disabled: false }).waitFor();

    await page.getByRole("link", { name: "See the proof" }).click();
    await page.waitForURL(/\/proof$/);
    const differences = page.getByRole("table", { name: "Asset by asset" }).locator("td:last-child");
    await differences.first().waitFor();
    expect(new Set(await differences.allTextContents())).toEqual(new Set(["0"]));

    const { holdings } = (await (await page.request.get("/api/holdings")).json()) as { holdings: { spam: boolean }[] };
    await page.getByRole("link", { name: "Holdings" }).click();
    await page.getByRole("link", { name: "ADA", exact: true }).waitFor();
    const listed = page.getByRole("listitem").filter({ has: page.getByTitle(/^Transactions of/) });
    // In a fold nothing has a role: what is there is there nevertheless.
    const rows = page.locator("main tbody tr:has(a[href^='/market/'], a[href='/activity?unit=lovelace'])");
    expect((await listed.count()) + (await rows.count())).toBe(holdings.filter(({ spam }) => !spam).length);

    await page.getByRole("link", { name: "Activity" }).click();
    await page.getByText("50 of 80 shown").waitFor();
    // Whoever presses while the page is being read anew presses again.
    const more = page.getByRole("button", { name: "Load more" });
    await expect
      .poll(
        async () => {
          await more.click({ timeout: 1_000 }).catch(() => undefined);
          return page.getByText("80 of 80 shown").isVisible();
        },
        { timeout: 25_000, interval: 500 },
      )
      .toBe(true);
    // What searches goes by the user that row-level security knows: a page whose statements run as somebody else finds nothing.
    await page.goto("/activity?q=minswap");
    await page.getByText(/^(?!80|0)(\d+) of \1 shown$/).waitFor();
    await page.goto("/activity");
    await page.getByRole("combobox", { name: "Action" }).selectOption("Minted");
    await page.waitForURL(/action=mint/);
    await page.getByText(/^(?!80)(\d+) of \1 shown$/).waitFor();
    const titles = await page.locator("a[href^='/activity/']").allTextContents();
    expect(new Set(titles)).toEqual(new Set(["Minted"]));
    await page.getByRole("link", { name: "Minted" }).first().click();
    const explorer = page.getByRole("link", { name: "Explorer", exact: true });
    expect(await explorer.getAttribute("href")).toMatch(/^https:\/\/cardanoscan\.io\/transaction\/[0-9a-f]{64}$/);
  });

  it("takes out of the sums what the person says is not theirs, and back again; the proof leads to the total all along", async () => {
    const page = await visit({ viewport: { width: 390, height: 844 } });
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.getByRole("heading", { name: /^Proven at/ }).waitFor();
    const total = page.getByText(/^[\d,.]+ ADA$/).first();
    const before = (await total.textContent()) ?? "";
    const rows = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Copy address" }) });
    expect(await rows.count()).toBe(5);
    const asked = rows.filter({ hasText: "Emptied without your keys: yours?" });
    await asked.getByRole("button", { name: /^Not mine/ }).click();
    await rows.filter({ hasText: "Not yours" }).waitFor();
    await page.getByText(before, { exact: true }).waitFor({ state: "detached" });
    const less = (await total.textContent()) ?? "";

    const wallet = page.url();
    await page.goto(`${wallet}/proof`);
    const bridge = page.getByRole("table", { name: "From this sum to your ADA" });
    await bridge.waitFor();
    expect((await bridge.getByRole("cell").allTextContents()).at(-1)).toBe(less);
    // The sums change first, and are proven anew once their turn comes.
    const unproven = bridge.getByText("Changed since the proof");
    for (let time = 0; time < 60 && (await unproven.count()) > 0; time += 1) {
      await page.waitForTimeout(1_000);
      await page.reload();
      await bridge.waitFor();
    }
    expect(await unproven.count()).toBe(0);

    await page.goto(wallet);
    await rows.filter({ hasText: "Not yours" }).getByRole("button", { name: /^Mine/ }).click();
    await page.getByText(before, { exact: true }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await asked.or(rows.filter({ hasText: "Not yours" })).waitFor();
    await page.getByRole("button", { name: "Show more addresses" }).click();
    await rows.nth(24).waitFor();
    expect(await rows.count()).toBe(25);
  });

  it.each([360, 768])("fits a screen of %i pixels", async (width) => {
    const page = await visit({ viewport: { width, height: 740 } });
    const overflow: Record<string, number> = {};
    const measure = async (name: string) => {
      overflow[name] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    };
    await measure("front page");
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.getByRole("heading", { name: /^Proven at/ }).waitFor();
    await measure("wallet");
    for (const name of ["Overview", "Holdings", "Positions", "Activity", "Wallets"]) {
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
      await measure(name);
    }
    await page.goto("/staking");
    await page.getByRole("img", { name: /^Rewards of epochs/ }).waitFor();
    await measure("Staking");
    expect(new Set(Object.values(overflow))).toEqual(new Set([0]));
    expect(Object.keys(overflow)).toHaveLength(8);
  });

  it.each([{ width: 1280 }, { width: 360 }])("audits the demo wallet's rewards, $width wide", async ({ width }) => {
    const page = await visit({ viewport: { width, height: 900 } });
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.getByRole("heading", { name: /^Proven at/ }).waitFor();
    await page.goto("/staking");
    await page.getByRole("heading", { name: "Did each epoch pay what it should?" }).waitFor();
    await page.getByText(/^All \d+ rewards that were due came as they should\.$/).waitFor();
    await page.getByRole("img", { name: /^Rewards expected and received in epochs/ }).waitFor();
    await page.getByText(/^All epochs, \d+ rows$/).click();
    const table = page.getByRole("table", { name: "Expected and received rewards by epoch, newest first" });
    await table.getByText("None due: the pool made no block").first().waitFor();
    await table.getByText("As expected").first().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBe(0);
  });

  it("says beside the field what is wrong with an address, and adds nothing", async () => {
    const page = await visit({ viewport: { width: 1280, height: 900 } });
    const field = page.getByRole("textbox", { name: /^Paste an address/ });
    const said: (string | null)[] = [];
    for (const entered of [
      "hello world",
      "stake1u9chxm770df3p8g64t8z83r6dt2avhjvcdu6ashxp2nxg8q7f74l9",
      "addr_test1vz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerspjrlsz",
      "$nobodyhasthis",
    ]) {
      await field.fill(entered);
      await page.getByRole("button", { name: "Show me" }).click();
      await page.locator("input[aria-invalid=true]:focus").waitFor();
      said.push(await page.locator(`[id="${(await field.getAttribute("aria-describedby")) ?? ""}"]`).textContent());
    }
    expect(said).toEqual([
      "This is not a Cardano address: it begins with addr1, stake1, Ae2 or Ddz and has no spaces. Copy the whole address from your wallet and paste it again.",
      "The checksum does not match: a character is wrong or missing. Copy the whole address from your wallet and paste it again.",
      "The prefix addr_test belongs to a test network, but this app follows mainnet. Use an address of the network that this server follows.",
      "Nobody holds the handle $nobodyhasthis on mainnet. Check the spelling, or paste the address itself.",
    ]);
    expect(await (await page.request.get("/api/wallets")).json()).toMatchObject({ wallets: [], total: 0 });
  });
});
