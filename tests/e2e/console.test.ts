import { readdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser } from "@/tests/support/browser";

/** Every page that there is, from its file; not the operator's, which answers all others that it is not there. */
const paths = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => `/${file.replace(/\/?page\.tsx$/, "").replaceAll(/\([^)]*\)\/?/g, "")}`)
  .filter((path) => path !== "/operations")
  .sort();

describeInBrowser("the browser's console", (stage) => {
  it("stays empty on every page, before the demo wallet is followed, while and after", async () => {
    expect(paths).toEqual(expect.arrayContaining(["/", "/overview", "/activity/[id]", "/wallets/[id]/proof"]));
    const context = await stage().browser.newContext({ baseURL: stage().app.url, reducedMotion: "reduce" });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const said: string[] = [];
    page.on("pageerror", (error) => said.push(`${page.url()}: ${String(error)}`));
    page.on("console", (message) => {
      if (message.type() === "warning" || message.type() === "error") said.push(`${page.url()}: ${message.text()}`);
    });

    for (const path of ["/", "/sign-in", "/recover"]) await look(page, path);
    await page.goto("/");
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.getByRole("heading", { name: /^Proven at/ }).waitFor();
    const wallet = new URL(page.url()).pathname;
    const { transactions } = (await (await page.request.get("/api/transactions")).json()) as {
      transactions: { id: string }[];
    };
    const { holdings } = (await (await page.request.get("/api/holdings")).json()) as { holdings: { unit: string }[] };
    const token = holdings.find(({ unit }) => unit !== "lovelace")?.unit ?? "";
    for (const path of paths) {
      const id = path.startsWith("/wallets") ? wallet.slice("/wallets/".length) : (transactions[0]?.id ?? "");
      await look(page, path.replace("[id]", id).replace("[unit]", token));
    }
    for (const name of ["Overview", "Holdings", "Activity", "Wallets"]) {
      await page.getByRole("link", { name, exact: true }).first().click();
      await page.waitForURL(`/${name.toLowerCase()}`);
    }
    expect(said).toEqual([]);
    await context.close();
  });
});

/** Until its own requests are answered, save the stream of news, which never ends. */
async function look(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect([path, answer?.status()]).toEqual([path, 200]);
  await page.locator("main").first().waitFor();
  await page.waitForTimeout(300);
}
