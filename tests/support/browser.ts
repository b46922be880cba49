import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
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
