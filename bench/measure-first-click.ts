import { chromium } from "playwright-core";
import { startDevelopmentApp } from "@/tests/support/app-process";
import { chromiumPath } from "@/tests/support/chromium";

/** Seconds of a newcomer's first minute with `npm run dev`, each from the end of the one before. */
export interface FirstClick {
  readonly untilReady: number;
  readonly untilFrontPage: number;
  readonly untilProven: number;
}

const patienceMs = 120_000;

/** Starts as after `npm ci`, opens the front page, and follows the demo wallet until its proof is shown. */
export async function measureFirstClick(): Promise<FirstClick> {
  if (chromiumPath === undefined) throw new Error("there is no chromium: install it, or say where with CHROMIUM_PATH");
  const secondsSince = (from: number) => (performance.now() - from) / 1000;
  const startedAt = performance.now();
  const app = await startDevelopmentApp();
  try {
    const untilReady = secondsSince(startedAt);
    const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(patienceMs);
      const openedAt = performance.now();
      await page.goto(app.url);
      const demo = page.getByRole("button", { name: "Try the demo wallet" });
      await demo.waitFor();
      const untilFrontPage = secondsSince(openedAt);
      const clickedAt = performance.now();
      await demo.click();
      await page.getByRole("heading", { name: /^Proven at block / }).waitFor();
      return { untilReady, untilFrontPage, untilProven: secondsSince(clickedAt) };
    } finally {
      await browser.close();
    }
  } finally {
    await app.close();
  }
}
