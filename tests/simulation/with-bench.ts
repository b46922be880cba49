import { afterAll, beforeAll } from "vitest";
import { startDatabase } from "@/tests/support/database";
import { openBench, type Bench } from "./bench";

/** Gives the test file a bench on a database of its own; both end with the file. */
export function withBench(environment: Readonly<Record<string, string>> = {}): () => Bench {
  let bench: Bench;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const database = await startDatabase();
    bench = await openBench(database.environment.DATABASE_URL, { environment });
    close = () => bench.close().then(() => database.close());
  });
  afterAll(() => close());
  return () => bench;
}
