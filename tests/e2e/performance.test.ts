import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { formatAmountGrouped, parseAmount } from "@/lib/cardano/amount";
import { demoVisits, describeInBrowser } from "@/tests/support/browser";

const lines = ["Start", "Deposits", "Withdrawals", "Income", "Fees", "Realised gain", "Unrealised gain"];

describeInBrowser("the performance page", (stage) => {
  const visit = demoVisits(stage);

  const identity = (page: Page) =>
    page.getByRole("table", { name: "What all was worth at the start, what came and went, and at the end" });

  /** The rows of the sum, each with its amount as it is told. */
  async function sumOf(table: Locator) {
    // What stands below it streams in after it.
    await table.page().getByText("The lines sum up to the end exactly").waitFor();
    const names = await table.getByRole("rowheader").locator("summary").allTextContents();
    const texts = await table.getByRole("cell").allTextContents();
    const amounts = texts.map((text) => parseAmount(text.replaceAll(/[^\d.−]/g, "").replace("−", "-"), 6));
    return { names, texts, amounts };
  }

  it("shows how the start became the end, to the last digit, as a table and as a picture, and says what each line is", async () => {
    const page = await visit({ viewport: { width: 1280, height: 900 } });
    await page.getByRole("navigation", { name: "Main" }).first().getByRole("link", { name: "Performance" }).click();
    await page.getByRole("link", { name: "Show all of the time" }).click();
    await page.waitForURL(/range=all/);
    const table = identity(page);
    const { names, texts, amounts } = await sumOf(table);
    expect(names).toEqual([...lines, "End"]);
    // The browser's currency, not that of the accounting settings, which is the dollar.
    expect(texts.every((text) => text.endsWith(" ADA"))).toBe(true);
    const end = amounts.at(-1) ?? 0n;
    expect(end).toBeGreaterThan(0n);
    expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0n)).toBe(end);
    const picture = page.getByRole("img", { name: /^From start to end: Start 0 ADA, Deposits \+[\d,.]+ ADA, / });
    expect(await picture.getAttribute("aria-label")).toContain(`End ${formatAmountGrouped(end, 6)} ADA`);

    await table.getByText("Fees", { exact: true }).click();
    await table.getByText("What the network, exchanges and lenders took").waitFor();
    await page.getByText("What did your money earn, with when you paid it in and out?").waitFor();
    for (const name of [
      /^What each asset brought/,
      /^What came and went by each protocol/,
      /^Filled orders by protocol/,
    ])
      expect(await page.getByRole("table", { name }).getByRole("row").count(), String(name)).toBeGreaterThan(1);
    await page.getByRole("slider", { name: /^Value over \d+ \w+ 20\d\d to / }).waitFor();

    await page.goto("/positions");
    await page.getByRole("heading", { name: "Where your ADA is" }).waitFor();
    expect(await page.getByRole("heading", { name: "How well your orders were filled" }).count()).toBe(0);
  });

  it("fits a phone, in the dark", async () => {
    const page = await visit({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    for (const query of ["range=all", "range=30d", "from=2020-01-01&to=2020-02-01"]) {
      await page.goto(`/performance?${query}`, { waitUntil: "networkidle" });
      await page.getByRole("heading", { name: "How well your orders were filled" }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), query).toBe(390);
    }
    await page.getByRole("heading", { name: "Nothing was held in this time" }).waitFor();
  });

  it("takes days by a plain form, and says why a range cannot be told, without script", async () => {
    const page = await visit({});
    const cookies = await page.context().cookies();
    const context = await stage().browser.newContext({ baseURL: stage().app.url, javaScriptEnabled: false });
    await context.addCookies(cookies);
    const still = await context.newPage();
    const ask = async (from: string, to: string) => {
      await still.getByLabel("First day (UTC)").fill(from);
      await still.getByLabel("Last day (UTC)").fill(to);
      await still.getByRole("button", { name: "Show", exact: true }).click();
      await still.waitForURL(`**/performance?from=${from}&to=${to}`);
    };
    await still.goto("/performance");
    await ask("2026-03-01", "2026-10-31");
    await still.getByText("1 March 2026 to 31 October 2026 (UTC)").waitFor();
    const { names, amounts } = await sumOf(identity(still));
    expect(names).toEqual([...lines, "End"]);
    expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0n)).toBe(amounts.at(-1));
    expect(await still.getByLabel("First day (UTC)").inputValue()).toBe("2026-03-01");

    await ask("2026-03-02", "2026-03-01");
    await still.getByText("The last day lies before the first.").waitFor();
    expect(await identity(still).count()).toBe(0);
  });
});
