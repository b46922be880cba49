import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { buildIfStale, next } from "@/dev/build-if-stale";
import { generateRulesSource } from "@/dev/rules-source";
import { canListen, startStack } from "@/dev/stack";
import { warmUp } from "@/dev/warm-up";

const bootTimeoutMs = 120_000;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/**
 * The environment, with the values of .env files below it. An empty value is an absent one, as in a copied .env.example.
 * Tests and benchmarks set LOCAL_ENV_FILES=off, so that nobody's real keys get into them.
 */
function settings(): Readonly<Record<string, string>> {
  if (process.env.LOCAL_ENV_FILES !== "off")
    for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => (entry[1] ?? "") !== "");
  return Object.fromEntries(given);
}

/** Next writes the name of its build folder into the tsconfig: a second stack gets one of its own. */
function ownBuildFolder(folder: string): Readonly<Record<string, string>> {
  const tsconfig = `${folder}.tsconfig.json`;
  writeFileSync(tsconfig, `${JSON.stringify({ extends: "./tsconfig.json" })}\n`);
  return { NEXT_DIST_DIR: folder, NEXT_TSCONFIG: tsconfig };
}

/** Next's development server is a child of the process started here: only the environment reaches it. */
function forDevelopment(buildFolder: string): Readonly<Record<string, string>> {
  const { href } = pathToFileURL(resolve("dev/array-buffer-detached.mjs"));
  const isFirstStart = !existsSync(join(buildFolder, "dev"));
  return {
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import=${href}`.trim(),
    ...(isFirstStart ? { NEXT_DEV_CACHE: "off" } : {}),
  };
}

function startApp(production: boolean, port: number, env: Readonly<Record<string, string>>): ChildProcess {
  const folder = port === 3000 ? ".next" : `.next-${String(port)}`;
  const buildFolder = production || port === 3000 ? {} : ownBuildFolder(folder);
  const args = [
    "--import",
    resolve("dev/die-with-parent.mjs"),
    next,
    production ? "start" : "dev",
    "--port",
    String(port),
    "--hostname",
    "localhost",
  ];
  return spawn(process.execPath, args, {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      ...(production ? {} : forDevelopment(folder)),
      ...buildFolder,
      ...env,
      PORT: String(port),
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
}

async function untilHealthy(url: string): Promise<void> {
  const deadline = Date.now() + bootTimeoutMs;
  let last = "no answer";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(`${url}/api/health`);
      if (response.ok) return;
      last = `${String(response.status)} ${await response.text()}`;
    } catch (error) {
      last = String(error);
    }
    await new Promise((wake) => setTimeout(wake, 250));
  }
  throw new Error(`the app did not become healthy: ${last}`);
}

async function main(): Promise<void> {
  const given = settings();
  const production = process.argv.includes("--production");
  const port = Number(given.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    fail(`PORT must be a port number, not ${String(given.PORT)}.`);
  if (!(await canListen(port)))
    fail(`Port ${String(port)} is taken. Choose another: PORT=${String(port + 10)} npm run dev`);
  const dataDir = resolve(given.LOCAL_DATA_DIR ?? (port === 3000 ? ".data" : `.data/${String(port)}`));
  if (process.argv.includes("--fresh")) rmSync(dataDir, { recursive: true, force: true });
  generateRulesSource();
  if (production && !buildIfStale()) fail("The build failed; see above.");

  const appUrl = `http://localhost:${String(port)}`;
  const stack = await startStack({ appUrl, dataDir, basePort: port, env: given });
  const app = startApp(production, port, stack.env);
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    if (app.exitCode === null) {
      const gone = new Promise((done) => app.once("exit", done));
      app.kill("SIGTERM");
      await Promise.race([gone, new Promise((late) => setTimeout(late, 3_000))]);
      app.kill("SIGKILL");
    }
    await stack.close();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
  app.once("exit", (code) => void end(code ?? 1));

  try {
    await untilHealthy(appUrl);
    if (!production) {
      console.log("\n  Compiling the first pages …\n");
      await warmUp(appUrl);
    }
    console.log(
      [
        `\n  Cardano DeFi Assistant: ${appUrl}\n`,
        ...stack.about.map((line) => `  · ${line}`),
        `  · data in ${dataDir}\n`,
      ].join("\n"),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  }
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
