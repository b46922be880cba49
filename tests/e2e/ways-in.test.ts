import type { BrowserContext, Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser } from "@/tests/support/browser";

describeInBrowser("ways into an account, in a browser", (stage) => {
  async function browse(): Promise<{ context: BrowserContext; page: Page }> {
    const context = await stage().browser.newContext({ baseURL: stage().app.url, reducedMotion: "reduce" });
    context.setDefaultTimeout(60_000);
    return { context, page: await context.newPage() };
  }

  const card = (page: Page) => page.getByRole("region", { name: "Save your recovery key" });

  /** Begins as a guest who follows the demo wallet; gives the recovery key that the page shows. */
  async function beGuest(page: Page): Promise<string> {
    await page.goto("/");
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    return (await card(page).locator("code").textContent()) ?? "";
  }

  async function enterKey(page: Page, key: string): Promise<void> {
    await page.goto("/recover");
    await page.getByLabel("Recovery key", { exact: true }).fill(key);
    await page.getByRole("button", { name: "Recover" }).click();
  }

  it("asks what becomes of the wallets here, shows no key of another account, and tells the pages that are open", async () => {
    const [list, here] = [await browse(), await browse()];
    const listKey = await beGuest(list.page);
    await beGuest(here.page);

    await enterKey(here.page, listKey);
    const question = here.page.getByRole("region", { name: "This key opens another list." });
    await question.getByRole("button", { name: "Cancel" }).click();
    expect(await question.count()).toBe(0);
    await here.page.getByRole("button", { name: "Recover" }).click();
    await question.getByRole("button", { name: "Add your wallet here to that list" }).click();
    await here.page.waitForURL("/overview");
    expect(await card(here.page).count()).toBe(0);

    const notice = list.page.getByRole("status").filter({ hasText: "A device signed in to your account" });
    await notice.waitFor();
    await notice.getByRole("button", { name: "It was me" }).click();
    await list.page.reload();
    await card(list.page).waitFor();
    expect(await notice.count()).toBe(0);
    expect(await here.page.getByText("A device signed in to your account").count()).toBe(0);
    await Promise.all([list.context.close(), here.context.close()]);
  });

  it("makes a new recovery key with the old one, and offers it as a file", async () => {
    const { context, page } = await browse();
    const old = await beGuest(page);
    await card(page).getByRole("button", { name: "I have saved it" }).click();
    await page.goto("/settings");
    await page.getByRole("button", { name: "Make a new key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Your recovery key").fill(old.slice(0, -1));
    await dialog.getByRole("button", { name: "Make the key" }).click();
    await dialog.getByText("A recovery key has 53 characters").waitFor();
    await dialog.getByLabel("Your recovery key").fill(old);
    await dialog.getByRole("button", { name: "Make the key" }).click();
    await page.locator("h2:focus", { hasText: "Save your recovery key" }).waitFor();
    const made = await card(page).locator("code").textContent();
    expect(made).not.toBe(old);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      card(page).getByRole("button", { name: "Download as file" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("cardano-defi-assistant-recovery-key.txt");
    await page.getByText("A new recovery key was made by Chrome on Linux").waitFor();
    await context.close();
  });
});
