import { startProductionApp, type LocalApp } from "@/tests/support/app-process";
import { AppLog } from "./app-log";
import type { ChainProcess } from "./chain-process";

export interface WideApp extends LocalApp {
  readonly log: AppLog;
}

/** Where the rows go. */
export type Place =
  | { readonly kind: "postgres"; readonly databaseUrl: string }
  /** In a folder of its own that goes with the app, or in this one, which stays. */
  | { readonly kind: "embedded"; readonly dataDir: string | null };

/** The production build on that database and chain, or on a small chain of its own; each statement is told to its log. */
export async function startWideApp(
  chain: ChainProcess | null,
  place: Place,
  environment: Readonly<Record<string, string>> = {},
  logFile: string | null = null,
): Promise<WideApp> {
  const log = new AppLog(logFile);
  const where: Record<string, string> = {};
  if (place.kind === "postgres") where.DATABASE_URL = place.databaseUrl;
  else if (place.dataDir !== null) where.LOCAL_DATA_DIR = place.dataDir;
  const settings = { ...chain?.environment, ...where, ...environment, LOCAL_LOG_STATEMENTS: "on" };
  const app = await startProductionApp(0, settings, log.read);
  return { ...app, log };
}
