import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeCase, type AskedApp } from "@/tests/support/judge-case";
import { startProductionApp, type LocalApp } from "@/tests/support/app-process";
import { startRecordedServer, type RecordedServer } from "@/tests/support/recorded-blockfrost";
import { areCasesHere, reportedCases, unlessCases } from "@/tests/support/reported-cases";
import { sharedApp } from "@/tests/support/shared-app";

const pages = [
  "/overview",
  "/holdings",
  "/positions",
  "/staking",
  "/activity",
  "/performance",
  "/tax",
  "/wallets",
  "/issues",
];

describe.skipIf(!areCasesHere)(`What people met elsewhere, through the running app${unlessCases}`, () => {
  let app: LocalApp;
  let recordings: RecordedServer;
  const closing: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    // The build is made once, by whoever starts the app that all share.
    await sharedApp();
    recordings = await startRecordedServer();
    closing.push(recordings);
    app = await startProductionApp(0, {
      BLOCKFROST_BASE_URL: recordings.url,
      BLOCKFROST_PROJECT_ID: "mainnetTestProjectIdThatIsNobodys0000000",
    });
    closing.push(app);
  });
  afterAll(async () => {
    for (const part of closing.toReversed()) await part.close();
  });

  /** The app as one new guest's browser asks it. */
  async function arrive(): Promise<AskedApp> {
    const headers = { origin: app.url, "content-type": "application/json" };
    const guest = await fetch(`${app.url}/api/session/guest`, { method: "POST", headers });
    const cookie = guest.headers
      .getSetCookie()
      .map((each) => each.split(";", 1)[0])
      .join("; ");
    return {
      servesPages: true,
      ask: async (path, body) => {
        const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
        const answer = await fetch(app.url + path, { headers: { ...headers, cookie }, redirect: "manual", ...sent });
        const isJson = answer.headers.get("content-type")?.includes("json") === true;
        return { status: answer.status, body: isJson ? await answer.json() : readable(await answer.text()) };
      },
    };
  }

  it.each(reportedCases())("$name", async (reported) => {
    recordings.serve(reported.folder);
    const asked = await arrive();
    expect(await judgeCase(asked, reported)).toEqual([]);

    const { wallets } = (await asked.ask("/api/wallets")).body as { wallets: { id: string }[] };
    const own = wallets.flatMap(({ id }) => [`/wallets/${id}`, `/wallets/${id}/proof`]);
    for (const path of [...pages, ...own]) expect([path, (await asked.ask(path)).status]).toEqual([path, 200]);
  });
});

/** A page as it is written: React parts two texts with a comment, and scripts say everything once more. */
function readable(html: string): string {
  return html.replaceAll(/<script.*?<\/script>/gs, "").replaceAll("<!-- -->", "");
}
