import type { BrowserContextOptions, Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { describeInBrowser } from "@/tests/support/browser";

describeInBrowser("the chart of the overview", (stage) => {
  afterEach(async () => {
    await Promise.all(
      stage()
        .browser.contexts()
        .map((context) => context.close()),
    );
  });

  /** The overview of a guest who follows the demo wallet, all of whose transactions are read. */
  async function overview(options: BrowserContextOptions): Promise<Page> {
    const context = await stage().browser.newContext({ ...options, baseURL: stage().app.url, reducedMotion: "reduce" });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await page.goto("/");
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.getByRole("heading", { name: /^Proven at block/ }).waitFor();
    await page.goto("/overview?range=all");
    return page;
  }

  it("is drawn, is gone along by keys, and tells the same as a table", async () => {
    const page = await overview({ viewport: { width: 1280, height: 900 } });
    const chart = page.getByRole("slider", { name: "Value over all of the time" });
    await chart.waitFor();
    expect(await chart.locator("svg path").count()).toBe(3);
    await chart.focus();
    const said = () => chart.getAttribute("aria-valuetext");
    const last = await said();
    expect(last).toMatch(/^\d+ \w+ \d{4}: value [\d,.]+ ADA, net deposits [\d,.]+ ADA$/);
    await page.keyboard.press("Home");
    await expect.poll(said).not.toBe(last);
    const first = await said();
    await page.keyboard.press("ArrowRight");
    await expect.poll(said).not.toBe(first);
    await page.keyboard.press("End");
    await expect.poll(said).toBe(last);

    await page.getByRole("button", { name: "Show as a table" }).click();
    const table = page.getByRole("region", { name: "Value over all of the time, as a table" });
    const cells = await table.getByRole("row").nth(1).locator("th, td").allTextContents();
    expect(`${cells[0] ?? ""}: value ${cells[1] ?? ""}, net deposits ${cells[2] ?? ""}`).toBe(last);

    await page.getByRole("link", { name: "Show the last 30 days" }).click();
    await page.waitForURL(/range=30d/);
    await page.getByRole("slider", { name: "Value over the last 30 days" }).waitFor();
  });

  it("fits a phone, and is drawn in the colours of the dark", async () => {
    const page = await overview({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
    await page.getByRole("slider", { name: "Value over all of the time" }).waitFor();
    for (const path of ["/overview?range=all", "/holdings", "/holdings?sort=-name", "/activity"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(360);
    }
  });

  it("is a picture and a table without script", async () => {
    const page = await overview({ viewport: { width: 1280, height: 900 } });
    const cookies = await page.context().cookies();
    const context = await stage().browser.newContext({ baseURL: stage().app.url, javaScriptEnabled: false });
    await context.addCookies(cookies);
    const still = await context.newPage();
    await still.goto("/overview?range=all");
    const figure = still.getByRole("figure", { name: "Value over all of the time" });
    await figure.locator("svg path").first().waitFor();
    await figure.getByText("As a table", { exact: true }).click();
    expect(await figure.getByRole("row").count()).toBeGreaterThan(5);
  });
});
