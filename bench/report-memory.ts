import { printFigures, type FigureRow } from "./figure-table";
import { bigKinds, measureMemory, type MemoryFigures } from "./measure-memory";

/** As many of 16 KB as a step takes before it stops asking, and those that are on their way by then. */
const transactions = 670;
const mostMb = 400;

/** Peak memory of a step with the largest transactions that there are; false where it is too much. */
export async function reportMemory(): Promise<boolean> {
  const all: MemoryFigures[] = [];
  for (const kind of bigKinds) all.push(await measureMemory(kind, transactions));
  const row = (figure: string, of: (figures: MemoryFigures) => number, bounds: Partial<FigureRow> = {}) => ({
    figure,
    values: all.map(of),
    ...bounds,
  });
  console.log(`\nmemory: one step with ${String(transactions)} transactions of 16 KB, of metadata and of tokens`);
  return printFigures(bigKinds, [
    row("bytes of each", ({ bytesEach }) => bytesEach),
    row("covered by the step", ({ covered }) => covered),
    row("its rows, MB", ({ rowsMb }) => rowsMb),
    row("the process before, MB", ({ beforeMb }) => beforeMb),
    row("the process at its peak, MB", ({ peakMb }) => peakMb, { most: mostMb }),
  ]);
}
