import { expect, it } from "vitest";
import { demoVisits, describeInBrowser } from "@/tests/support/browser";

describeInBrowser("comparing a file in a browser", (stage) => {
  const visit = demoVisits(stage);

  it("finds our own file to match, tells what differs in a changed one, and refuses what is none", async () => {
    const page = await visit({ viewport: { width: 390, height: 844 } });
    await page.goto("/tax?year=all");
    await page.getByRole("link", { name: "Compare a file" }).click();
    await page.getByRole("heading", { name: "Compare a file", level: 1 }).waitFor();
    await page.getByText("Nothing is stored").waitFor();
    const file = await (await page.request.get("/api/export/generic")).text();
    const choose = (name: string, text: string) =>
      page
        .getByLabel("Drop a CSV here, or choose one")
        .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

    await choose("mine.csv", file);
    await page.getByRole("heading", { name: "Everything matches" }).waitFor();
    expect(await page.getByRole("listitem").filter({ hasText: "are not in the file" }).textContent()).toBe(
      "0 are not in the file",
    );

    const lines = file.trimEnd().split("\r\n");
    const column = lines[0]?.split(",").indexOf("tx_hash") ?? -1;
    const hashes = lines.map((line) => line.split(",")[column] ?? "");
    const left = hashes.slice(20).find((hash) => hash !== "" && hash !== hashes.at(-1)) ?? "";
    const unknown = lines[1]?.replaceAll(/[0-9a-f]{64}/g, "f".repeat(64)) ?? "";
    await choose("changed.csv", [...lines.filter((_, n) => hashes[n] !== left), unknown].join("\n"));
    const missing = page.getByRole("region", { name: "Not in your wallets" });
    await missing.getByText("ffffff").first().waitFor();
    const transaction = page.getByRole("region", { name: "Not in the file" }).getByRole("link").first();
    expect(await transaction.getAttribute("href")).toMatch(/^\/activity\/[0-9a-f-]{36}$/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

    await choose("wrong.csv", "Name,Surname\nAda,Lovelace\n");
    await page.getByText("wrong.csv could not be compared").waitFor();
    await page.getByText('Found "Name", "Surname"').waitFor();

    await page.getByRole("link", { name: "Back to tax" }).click();
    await page.waitForURL(/\/tax$/);
  });
});
