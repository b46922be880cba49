import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { demoVisits, describeInBrowser } from "@/tests/support/browser";

interface Settings {
  readonly methods: readonly { readonly fromYear: number; readonly method: string }[];
  readonly currency: string;
  readonly closedYears: readonly number[];
}

const dayMs = 86_400_000;

describeInBrowser("the tax page in a browser", (stage) => {
  const visit = demoVisits(stage);

  const settingsOf = async (page: Page) =>
    (await (await page.request.get("/api/accounting/settings")).json()) as Settings;
  const acceptedOf = async (page: Page) =>
    ((await (await page.request.get("/api/accounting")).json()) as { accepted: unknown[] }).accepted;
  const scrollsSideways = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  const rules = (page: Page) => page.getByText(/^By your rules:/).textContent();

  /** A tax year that begins on the day a month ago: the one before it is over, and things were sold in it. */
  async function beginTaxYearLately(page: Page): Promise<void> {
    const day = new Date(Date.now() - 30 * dayMs);
    await page.getByLabel("Tax year begins on").fill(String(Math.min(28, day.getUTCDate())));
    await page.getByLabel("Month").selectOption({ index: day.getUTCMonth() });
  }

  it("tells gains by other rules, closes a year, refuses what would change it, and opens it again", async () => {
    const page = await visit({ viewport: { width: 1280, height: 900 } });
    await page.getByRole("navigation", { name: "Main" }).first().getByRole("link", { name: "Tax" }).click();
    await page.getByRole("heading", { name: /^Tax \d{4}$/, level: 1 }).waitFor();
    expect(await rules(page)).toContain("FIFO, all wallets together, US dollar");
    await page.getByRole("rowheader", { name: "All sales" }).waitFor();

    await page.getByLabel("Method at first").selectOption("hifo");
    await page.getByLabel("Currency", { exact: true }).selectOption("ADA");
    await beginTaxYearLately(page);
    await page.getByRole("button", { name: "Save the rules" }).click();
    await page.getByText("Saved. All figures follow these rules now.").waitFor();
    expect(await rules(page)).toContain("HIFO, all wallets together, Ada");
    expect(await settingsOf(page)).toMatchObject({ currency: "ADA", methods: [{ method: "hifo" }], closedYears: [] });

    const years = page.getByRole("navigation", { name: "Tax year" }).getByRole("link");
    const lastYear = (await years.nth(1).textContent()) ?? "";
    expect(lastYear).toMatch(/^\d{4}\/\d{2}$/);
    await years.nth(1).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `Tax ${lastYear}`, level: 1 }).waitFor();
    const sales = page.getByRole("region", { name: "Sales" });
    await sales.locator("summary").first().click();
    await sales.getByRole("table", { name: "Lots of this sale" }).first().waitFor();
    const transaction = sales.getByRole("rowheader").getByRole("link").first();
    expect(await transaction.getAttribute("href")).toMatch(/^\/activity\?q=[0-9a-f]{64}$/);

    const checks = page.getByRole("region", { name: "Before you file" });
    const open = checks.getByRole("button", { name: /^Accept as it is: / });
    const before = await open.count();
    expect(before).toBeGreaterThan(0);
    await open.first().click();
    await checks.getByText(/^Accepted as it is on /).waitFor();
    expect(page.url()).toMatch(/\/tax\?year=20\d\d#check-[a-z-]+$/);
    expect(await open.count()).toBe(before - 1);
    expect(await acceptedOf(page)).toHaveLength(1);

    await page.getByRole("button", { name: /^Close 20/ }).click();
    await page.getByText("Closed", { exact: true }).waitFor();
    expect((await settingsOf(page)).closedYears).toHaveLength(1);
    await page.getByLabel("Currency", { exact: true }).selectOption("EUR");
    await page.getByRole("button", { name: "Save the rules" }).click();
    const refusal = page.locator("#set-currency-refusal");
    await refusal.waitFor();
    expect(await refusal.textContent()).toMatch(/^20\d\d is closed, and this would change it: open the year first$/);
    expect(await page.getByLabel("Currency", { exact: true }).inputValue()).toBe("EUR");
    expect(await page.getByLabel("Currency", { exact: true }).getAttribute("aria-describedby")).toContain(
      "set-currency-refusal",
    );
    expect((await settingsOf(page)).currency).toBe("ADA");

    await page.getByRole("button", { name: /^Open 20.* again$/ }).click();
    await page.getByRole("button", { name: /^Close 20/ }).waitFor();
    expect((await settingsOf(page)).closedYears).toEqual([]);
    await checks.getByRole("button", { name: /^Take back: / }).click();
    await checks.getByText(/^Accepted as it is on /).waitFor({ state: "detached" });
    expect(await acceptedOf(page)).toEqual([]);
  });

  it("needs no script, fits a phone, leads through pages, and prints without its bars", async () => {
    const page = await visit({ viewport: { width: 390, height: 844 } });
    for (const path of ["/tax", "/tax?year=all", "/tax?rows=all", "/tax?year=2009"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await scrollsSideways(page), path).toBe(false);
    }
    await page.goto("/tax");
    await page.getByRole("link", { name: "Report of the year" }).click();
    await page.getByRole("heading", { name: "Name of this report" }).waitFor();
    expect(await scrollsSideways(page), "report").toBe(false);
    // Its own style holds.
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain("system-ui");
    await page.goto("/tax?year=2009");
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("navigation").count()).toBe(0);
    expect(await page.getByRole("region", { name: "Save your recovery key" }).count()).toBe(0);

    const plain = await stage().browser.newContext({
      baseURL: stage().app.url,
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    });
    const still = await plain.newPage();
    await still.goto("/tax?year=all");
    const checks = still.getByRole("region", { name: "Before you file" });
    await checks
      .getByRole("button", { name: /^Accept as it is: / })
      .first()
      .click();
    await checks.getByText(/^Accepted as it is on /).waitFor();
    expect(
      await checks
        .getByText(/ accepted$/)
        .first()
        .isVisible(),
    ).toBe(true);
    const shown = () => still.getByRole("region", { name: "Sales" }).getByRole("rowheader").allTextContents();
    const first = await shown();
    await still.getByRole("navigation", { name: "Pages: Sales" }).getByRole("link", { name: "Next page" }).click();
    await still.waitForURL(/disposals=20/);
    expect(await shown()).not.toEqual(first);

    await still.getByLabel("From tax year, line 1").fill("20x5");
    await still.getByLabel("Long term after (days)").fill("");
    await still.getByRole("button", { name: "Save the rules" }).click();
    await still.getByText("Nothing was saved").waitFor();
    expect(await still.locator("#methods-refusal").textContent()).toContain("Write the years in digits");
    expect(await still.getByLabel("From tax year, line 1").inputValue()).toBe("20x5");
    await still.getByLabel("From tax year, line 1").fill("2025");
    await still.getByLabel("Method of line 1").selectOption("acb");
    await beginTaxYearLately(still);
    await still.getByRole("button", { name: "Save the rules" }).click();
    await still.getByText("Saved. All figures follow these rules now.").waitFor();
    expect((await settingsOf(still)).methods.map(({ method }) => method)).toEqual(["fifo", "acb"]);

    await still.getByRole("navigation", { name: "Tax year" }).getByRole("link").nth(1).click();
    await still.getByRole("button", { name: /^Close 20/ }).click();
    await still.getByRole("button", { name: /^Open 20.* again$/ }).waitFor();
    expect((await settingsOf(still)).closedYears).toHaveLength(1);
  });
});
