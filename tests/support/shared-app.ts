import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { chromiumPath } from "@/tests/support/chromium";
import { startProductionApp } from "@/tests/support/app-process";

/** The production app that all browser tests visit. */
export interface SharedApp {
  readonly url: string;
  /** The simulated chain's Blockfrost address. */
  readonly chainUrl: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** File that tells of the shared app once it is up, or why it is not. */
    sharedApp: string;
  }
}

type Told = SharedApp | { readonly failure: string };

const lookEveryMs = 200;

/** Builds and starts the app while the other tests run; nobody waits for it but the browser's files, which come last. */
export default function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "shared-app-"));
  const file = join(folder, "told.json");
  project.provide("sharedApp", file);
  const tell = (told: Told) => {
    writeFileSync(`${file}.new`, JSON.stringify(told));
    renameSync(`${file}.new`, file);
  };
  const starting = chromiumPath === undefined ? Promise.resolve(undefined) : startProductionApp(5);
  const told = starting.then(
    (app) => app && tell({ url: app.url, chainUrl: app.chainUrl }),
    (error: unknown) => tell({ failure: String(error) }),
  );
  return async () => {
    await told;
    await starting.then(
      (app) => app?.close(),
      () => undefined, // told to the tests
    );
    rmSync(folder, { recursive: true });
  };
}

/** The shared app, once it is up. */
export async function sharedApp(): Promise<SharedApp> {
  const file = inject("sharedApp");
  while (!existsSync(file)) await new Promise((wake) => setTimeout(wake, lookEveryMs));
  const told = JSON.parse(readFileSync(file, "utf8")) as Told;
  if ("failure" in told) throw new Error(told.failure);
  return told;
}

/** How long each answer of its simulated chain takes from now on. */
export const setChainLatency = (app: SharedApp, ms: number) => order(app, "latency", { ms });

/** Nobody brings bytes in bulk for some calls: a sync takes seconds longer, for it asks for one transaction after another. */
export const refuseBulkCalls = (app: SharedApp) =>
  order(app, "koios/faults", { status: 503, path: "/tx_cbor", count: 10 });

async function order({ chainUrl }: SharedApp, command: string, body: object): Promise<void> {
  const answer = await fetch(new URL(`/_sim/${command}`, chainUrl), { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the simulated chain answered ${String(answer.status)}`);
}
