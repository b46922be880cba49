import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { tokenOf } from "@/dev/chain/market/market-token";
import { demoVisits, describeInBrowser } from "@/tests/support/browser";

interface Held {
  readonly unit: string;
  readonly value: string | null;
  readonly priceClass: string;
}

describeInBrowser("the market in a browser", (stage) => {
  const visit = demoVisits(stage);

  const min = tokenOf("MIN").unit;
  /** The market's first walk gives way to everybody's syncs; the page fills by itself. */
  const firstWalkMs = 240_000;

  async function holding(page: Page): Promise<Held | undefined> {
    const { holdings } = (await (await page.request.get("/api/holdings")).json()) as { holdings: Held[] };
    return holdings.find(({ unit }) => unit === min);
  }

  const scrollsSideways = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

  it(
    "finds a token, sets a price of one's own by keyboard, sees the holdings change, and takes it back",
    async () => {
      const page = await visit({ viewport: { width: 1280, height: 900 } });
      await page.getByRole("navigation", { name: "Main" }).first().getByRole("link", { name: "Market" }).click();
      await page.getByRole("heading", { name: "Market", level: 1 }).waitFor();
      await page.getByRole("link", { name: "Gainers" }).click();
      await page.waitForURL(/tab=gainers/);
      await page.getByRole("searchbox", { name: "Name, ticker or policy id" }).fill("MIN");
      await page.keyboard.press("Enter");
      await page.waitForURL(/q=MIN/);
      await page.locator(`a[href="/market/${min}"]`).click({ timeout: firstWalkMs });
      await page.getByRole("heading", { level: 1 }).waitFor();
      const before = await holding(page);

      await page.getByRole("textbox", { name: "Price of one" }).focus();
      await page.keyboard.type("1,5");
      await page.keyboard.press("Enter");
      await page.getByText("Write the decimals behind a point: 0.0271").waitFor();
      await page.getByRole("textbox", { name: "Price of one" }).fill("12345");
      await page.keyboard.press("Enter");
      await page.getByText("your price", { exact: true }).waitFor();
      expect((await holding(page))?.priceClass).toBe("manual");

      await page.getByRole("button", { name: /^Take back/ }).focus();
      await page.keyboard.press("Enter");
      await page.getByText("your price", { exact: true }).waitFor({ state: "detached" });
      expect(await holding(page)).toMatchObject({ priceClass: before?.priceClass });

      const star = page.getByRole("button", { name: /^Watch MIN/ });
      await star.focus();
      await page.keyboard.press("Space");
      await page.getByRole("button", { name: /^Watch MIN/, pressed: true }).waitFor();
      await page.goto("/market?tab=watched");
      await page.locator(`a[href="/market/${min}"]`).waitFor();
    },
    firstWalkMs + 60_000,
  );

  it("fits a phone, says what does not exist, and works without script", async () => {
    const page = await visit({ viewport: { width: 360, height: 740 } });
    for (const path of ["/market", `/market/${min}`, "/market?q=min"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await scrollsSideways(page), path).toBe(false);
    }
    expect((await page.goto(`/market/${"ab".repeat(28)}`))?.status()).toBe(404);
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();

    const plain = await stage().browser.newContext({
      baseURL: stage().app.url,
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    });
    const still = await plain.newPage();
    await still.goto(`/market/${min}`);
    await still
      .getByRole("button", { name: /^Watch/ })
      .first()
      .click();
    await still.waitForURL(new RegExp(`/market/${min}$`));
    expect(
      await still
        .getByRole("button", { name: /^Watch/ })
        .first()
        .getAttribute("aria-pressed"),
    ).toBe("true");
    await still.getByRole("textbox", { name: "Price of one" }).fill("7");
    await still.getByRole("button", { name: "Set my price" }).click();
    await still.getByText("your price", { exact: true }).waitFor();
  });
});
