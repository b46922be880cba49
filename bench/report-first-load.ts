import { startProductionApp } from "@/tests/support/app-process";
import { AppClient } from "./app-client";
import { addChainWallet } from "./chain-control";
import { printFigures } from "./figure-table";
import { pageScripts, type PageScript } from "./page-scripts";

const transactions = 80;
const mostKb = 170;
const shown = 8;

/** What a browser loads of code for the overview with its chart, gzipped; false where that is too much. */
export async function reportFirstLoad(): Promise<boolean> {
  const app = await startProductionApp(5);
  try {
    const client = await AppClient.asGuest(app.url);
    const { jobId } = await client.addWallet(await addChainWallet(app.chainUrl, "first-load", transactions));
    await client.completed(jobId);
    const scripts = await pageScripts(`${app.url}/overview?range=all`, client.cookie, (page) =>
      page.getByRole("slider", { name: /^Value over/ }).waitFor(),
    );
    const kb = (some: readonly PageScript[]) => some.reduce((sum, { gzippedBytes }) => sum + gzippedBytes, 0) / 1_000;
    console.log(`\nfirst load: the overview's code, kB gzipped, ${String(scripts.length)} files`);
    for (const { name, gzippedBytes } of scripts.toSorted((a, b) => b.gzippedBytes - a.gzippedBytes).slice(0, shown))
      console.log(`    ${(gzippedBytes / 1_000).toFixed(1).padStart(6)}  ${name}`);
    return printFigures(
      ["kB"],
      [
        {
          figure: "what the page names, which is hydrated by it",
          values: [kb(scripts.filter((each) => each.isInHtml))],
        },
        { figure: "with what comes after it, the chart's code among it", values: [kb(scripts)], most: mostKb },
      ],
    );
  } finally {
    await app.close();
  }
}
