import { expect, it } from "vitest";
import { pageScripts } from "@/bench/page-scripts";
import { describeInBrowser } from "@/tests/support/browser";

const mostKb = 170;

describeInBrowser("the first load of the overview", (stage) => {
  it(`brings at most ${mostKb} kB of code, gzipped, the chart's among it`, async () => {
    const context = await stage().browser.newContext({ baseURL: stage().app.url });
    const page = await context.newPage();
    await page.goto("/");
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.getByRole("heading", { name: /^Proven at block/ }).waitFor({ timeout: 30_000 });
    const [cookie] = await context.cookies();
    const scripts = await pageScripts(
      `${stage().app.url}/overview?range=all`,
      `${cookie?.name ?? ""}=${cookie?.value ?? ""}`,
      (overview) => overview.getByRole("slider", { name: /^Value over/ }).waitFor(),
    );
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.reduce((sum, { gzippedBytes }) => sum + gzippedBytes, 0) / 1_000).toBeLessThanOrEqual(mostKb);
    await context.close();
  });

  it("opens a menu by keyboard at its first entry, and gives the focus back", async () => {
    const context = await stage().browser.newContext({ baseURL: stage().app.url });
    const page = await context.newPage();
    await page.goto("/");
    const button = page.getByRole("button", { name: "Theme" });
    await button.focus();
    await page.keyboard.press("Enter");
    const first = page.getByRole("menuitemradio").first();
    await first.waitFor();
    await expect.poll(() => first.evaluate((item) => item === document.activeElement)).toBe(true);
    await page.keyboard.press("Escape");
    await first.waitFor({ state: "detached" });
    await expect.poll(() => button.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Theme" }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.className)).toContain("dark");
    await context.close();
  });
});
