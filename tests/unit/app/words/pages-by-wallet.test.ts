import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isPageByWallet } from "@/app/words/pages-by-wallet";

const dashboard = join(import.meta.dirname, "../../../../app/(dashboard)");

it("every page that reads the chosen wallet has the switcher, and no other", () => {
  const pages = readdirSync(dashboard).filter((name) => existsSync(join(dashboard, name, "page.tsx")));
  const readsChosen = pages.filter((name) =>
    readFileSync(join(dashboard, name, "page.tsx"), "utf8").includes("chosenWallet("),
  );
  expect(pages.filter((name) => isPageByWallet(`/${name}`))).toEqual(readsChosen);
  expect(readsChosen).toContain("staking");
});

it("a page below one of them has none", () => {
  expect(isPageByWallet("/activity/1")).toBe(false);
  expect(isPageByWallet("/")).toBe(false);
});
