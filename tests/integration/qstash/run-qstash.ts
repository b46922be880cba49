import { startQstash } from "@/dev/qstash/server";
import { KEYS, TOKEN } from "@/tests/integration/qstash/destination";

/** Runs a local QStash over the journal named as first argument, and writes its URL to standard output. */
const [dataFile = ""] = process.argv.slice(2);
const qstash = await startQstash({ token: TOKEN, ...KEYS, dataFile });
process.stdout.write(`${qstash.url}\n`);
