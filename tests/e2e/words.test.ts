import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { demoVisits, describeInBrowser } from "@/tests/support/browser";

describeInBrowser("a person's word in a browser", (stage) => {
  const visit = demoVisits(stage);

  const scrollsSideways = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

  /** To a transaction that sent something to somebody. */
  async function openSend(page: Page): Promise<void> {
    await page.goto("/activity?action=send");
    await page.locator('main a[href^="/activity/"]').first().click();
    await page.getByRole("heading", { name: "What happened" }).waitFor();
  }

  it("says by keyboard what went, and takes it back", async () => {
    const page = await visit({ viewport: { width: 1280, height: 900 } });
    await openSend(page);
    const summary = page.locator("summary", { hasText: "What was this?" }).first();
    await summary.focus();
    await page.keyboard.press("Enter");
    const form = page.getByRole("form", { name: /^What it was: / }).first();
    await form.getByLabel("It was").selectOption("payment");
    await form.getByLabel("Worth, all of it").fill("much");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText(/^Write a number like/).waitFor();
    await form.getByLabel("Worth, all of it").fill("12.5");
    await form.getByLabel("Currency").selectOption("EUR");
    await form.getByRole("button", { name: "Save" }).press("Enter");
    await page.getByText("You said: a payment, worth €12.50").waitFor();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("You said: a payment, worth €12.50").waitFor({ state: "detached" });
    expect(await page.locator("summary", { hasText: "What was this?" }).count()).toBeGreaterThan(0);
  });

  it("knows addresses and what was bought elsewhere, on a phone and without script", async () => {
    const page = await visit({ viewport: { width: 360, height: 740 } });
    await page.goto("/tax");
    const book = page.getByRole("region", { name: "Whose addresses are" });
    await book.locator("summary", { hasText: "Who is it?" }).first().click();
    const form = book.getByRole("form", { name: /^Whose addr/ }).first();
    await form.getByLabel("It is").selectOption("friend");
    await form.getByLabel("Name (optional)").fill("Ann");
    await form.getByRole("button", { name: "Save" }).click();
    await book.getByRole("list", { name: "Addresses that you know" }).getByText("Ann").waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    await book.getByRole("button", { name: "Remove Ann" }).click();
    await book.getByText("Ann", { exact: true }).waitFor({ state: "detached" });

    const plain = await stage().browser.newContext({
      ...{ baseURL: stage().app.url, javaScriptEnabled: false, viewport: { width: 360, height: 740 } },
      storageState: await page.context().storageState(),
    });
    const quiet = await plain.newPage();
    await quiet.goto("/tax");
    const lots = quiet.getByRole("region", { name: "Bought elsewhere" });
    await lots.locator("summary", { hasText: "Add many as CSV" }).click();
    await lots
      .getByLabel("The table, its first line naming the columns")
      .fill("date,asset,quantity,cost,currency,note\n2021-03-01,ADA,1500,1650.25,EUR,Kraken");
    await lots.getByRole("button", { name: "Add all" }).click();
    await quiet.waitForURL(/\/tax#opening-lots$/);
    expect(await lots.getByRole("list", { name: "Coins bought elsewhere" }).innerText()).toMatch(
      /1,500 ADA for €1,650\.25/,
    );
    expect(await scrollsSideways(quiet)).toBe(false);
    await lots.getByRole("button", { name: /^Remove what was bought on/ }).click();
    await lots.getByRole("list", { name: "Coins bought elsewhere" }).waitFor({ state: "detached" });
  });
});
