import { describe, expect, test, vi } from "vitest";
import { foldEvents } from "@/lib/accounting/fold-periods";
import { exportFormats } from "@/lib/exports/export-format";
import { exportRows } from "@/lib/exports/export-rows";
import { exported } from "@/tests/support/exported";
import { accountedHistory, eventsOfAll, rowsOfAll, settingsOf } from "@/tests/support/exported-history";

const history = accountedHistory(2, 120);
const rows = rowsOfAll(history);
const settings = settingsOf(rows);
const { disposals: realised } = foldEvents(eventsOfAll(history), {
  ...{ method: "fifo", scope: "universal", onShortfall: "zero-cost", longTermAfterDays: null, rankedBy: "unit-cost" },
});
const disposals = realised.map((disposal) => ({ disposal, token: { ticker: "X", decimals: 0 } }));

describe.each(exportFormats)("%s", (format) => {
  test("gives the same bytes for the same rows, however and whenever they come", async () => {
    async function* slowly<T>(all: readonly T[]) {
      for (const each of all) {
        await Promise.resolve();
        yield each;
      }
    }
    const one = await exported(format, { rows, disposals }, settings);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2001, 0, 1) });
    const other = await exported(format, { rows: slowly(rows), disposals: slowly(disposals) }, settings);
    vi.useRealTimers();
    expect(Buffer.compare(one.bytes, other.bytes)).toBe(0);
  });

  test("comes in chunks, the first before the last row is read", async () => {
    let readRows = 0;
    const counted = function* <T>(all: readonly T[]) {
      for (let n = 0; n < 200; n += 1) for (const each of all) yield ((readRows += 1), each);
    };
    const stream = exportRows(format, { rows: counted(rows), disposals: counted(disposals), manifest: "m" }, settings);
    for (let n = 0; n < 6; n += 1) await stream.next();
    expect(readRows).toBeLessThan((format === "form-8949" ? disposals : rows).length * 100);
  });
});
