import { gzipSync } from "node:zlib";
import { chromium, type Page } from "playwright-core";
import { chromiumPath } from "@/tests/support/chromium";

/** Some of a page's code. */
export interface PageScript {
  /** The file's name. */
  readonly name: string;
  readonly gzippedBytes: number;
  /** The page's HTML names it; else other code asked for it. */
  readonly isInHtml: boolean;
}

/**
 * All code that a browser loads that was never there before, until `isReady` resolves and nothing more comes.
 *
 * @param cookie of whoever opens the page, `name=value`
 */
export async function pageScripts(
  address: string,
  cookie: string,
  isReady: (page: Page) => Promise<void>,
): Promise<PageScript[]> {
  if (chromiumPath === undefined) throw new Error("there is no chromium: install it, or say where with CHROMIUM_PATH");
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext();
    const [name = "", value = ""] = cookie.split("=");
    await context.addCookies([{ name, value, url: new URL(address).origin }]);
    const page = await context.newPage();
    const loaded: { name: string; bytes: Promise<Buffer> }[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() !== "script") return;
      loaded.push({ name: new URL(response.url()).pathname.split("/").at(-1) ?? "", bytes: response.body() });
    });
    const html = (await (await page.goto(address))?.text()) ?? "";
    await isReady(page);
    // The stream of events goes on for ever, so that the network is never idle.
    await page.waitForTimeout(quietMs);
    return await Promise.all(
      loaded.map(async ({ name: file, bytes }) => ({
        name: file,
        gzippedBytes: gzipSync(await bytes).length,
        isInHtml: html.includes(`/${file}`),
      })),
    );
  } finally {
    await browser.close();
  }
}

const quietMs = 3_000;
