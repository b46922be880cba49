import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { chromiumPath } from "@/tests/support/chromium";
import { sharedApp, type SharedApp } from "@/tests/support/shared-app";

export interface Stage {
  readonly app: SharedApp;
  readonly browser: Browser;
}

/** Tests with the production app and a browser of their own; skipped, saying so, without a browser. */
export function describeInBrowser(name: string, tests: (stage: () => Stage) => void): void {
  if (chromiumPath === undefined) process.stderr.write("No chromium was found: the browser tests are skipped.\n");
  describe.skipIf(chromiumPath === undefined)(name, () => {
    let stage: Stage;
    beforeAll(async () => {
      const app = await sharedApp();
      const executablePath = chromiumPath === undefined ? {} : { executablePath: chromiumPath };
      stage = { app, browser: await chromium.launch({ ...executablePath, args: ["--no-sandbox"] }) };
    });
    afterAll(() => stage.browser.close());
    tests(() => stage);
  });
}

/** Opens the demo wallet as guests of their own, all of whose transactions are read then. Their pages close with each test. */
export function demoVisits(stage: () => Stage): (options: BrowserContextOptions) => Promise<Page> {
  afterEach(async () => {
    await Promise.all(
      stage()
        .browser.contexts()
        .map((context) => context.close()),
    );
  });
  return async (options) => {
    const context = await stage().browser.newContext({ ...options, baseURL: stage().app.url, reducedMotion: "reduce" });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await page.goto("/");
    await page.getByRole("button", { name: "Try the demo wallet" }).click();
    await page.getByRole("heading", { name: /^Proven at block/ }).waitFor();
    return page;
  };
}
