import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { startProductionApp, type ProductionApp } from "@/tests/support/production-app";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser that this machine has, or what `CHROMIUM_PATH` names; undefined where there is none, as nothing is downloaded. */
const executablePath = [process.env.CHROMIUM_PATH, ...places].find((path) => path !== undefined && existsSync(path));

export interface Stage {
  readonly app: ProductionApp;
  readonly browser: Browser;
}

/** Tests with the production app and a browser, which start with the first and end with the last; skipped, saying so, without a browser. */
export function describeInBrowser(name: string, tests: (stage: () => Stage) => void): void {
  if (executablePath === undefined) process.stderr.write("No chromium was found: the browser tests are skipped.\n");
  describe.skipIf(executablePath === undefined)(name, () => {
    let stage: Stage;
    beforeAll(async () => {
      const app = await startProductionApp();
      const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ["--no-sandbox"] });
      stage = { app, browser };
    });
    afterAll(async () => {
      await stage.browser.close();
      await stage.app.close();
    });
    tests(() => stage);
  });
}
