import { expect, test } from "vitest";
import { exportChoices, exportPath } from "@/app/words/export-words";
import { exportFormats } from "@/lib/contract/exports";

test("every format has a name and a sentence", () => {
  expect(exportChoices.map(({ format }) => format)).toEqual([...exportFormats]);
  expect(new Set(exportChoices.map(({ name }) => name)).size).toBe(exportFormats.length);
  expect(exportChoices.every(({ text }) => text.endsWith("."))).toBe(true);
});

test("a file is of a year or all of them, and of a wallet or all of them", () => {
  expect(exportPath("koinly", "all", undefined)).toBe("/api/export/koinly");
  expect(exportPath("form-8949", 2025, undefined)).toBe("/api/export/form-8949?year=2025");
  expect(exportPath("summ", 2025, "w")).toBe("/api/export/summ?year=2025&wallet=w");
});
