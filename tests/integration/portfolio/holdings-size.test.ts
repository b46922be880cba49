import { beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/holdings/route";
import { createGuest } from "@/lib/auth/create-guest";
import type { HoldingsAnswer } from "@/lib/contract/holdings";
import { db } from "@/lib/db";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

const policyId = "ab".repeat(28);
const count = 1_000;
const answerBytes = 300_000;
const pictureCharacters = 2_000;

/** Dust: a thousand tokens, each with a picture of two kilobytes in its own metadata and names as long as they come. */
async function dusted({ spam }: { readonly spam: boolean }) {
  const { user, token: session } = await createGuest(new Date());
  const wallet = await addWallet(user.id);
  const names = Array.from({ length: count }, (_, at) => Buffer.from(`dust ${at}`.padEnd(32, ".")).toString("hex"));
  const flows = ["lovelace", ...names.map((name) => policyId + name)].map((unit) => ({ unit, netChange: "5" }));
  await addTransaction(user.id, wallet, { txHash: "1".repeat(64), blockHeight: 1, flows });
  await db().token.createMany({
    data: names.map((assetName) => ({
      ...{ unit: policyId + assetName, policyId, assetName, fingerprint: `asset1${"q".repeat(38)}`, kind: "nft" },
      ...{ name: "n".repeat(100), ticker: "T".repeat(16), decimals: 0, fetchedAt: new Date() },
      logo: `data:image/png;base64,${"A".repeat(pictureCharacters)}`,
    })),
  });
  const marks = names.map((name) => ({ userId: user.id, unit: policyId + name, suspicion: "link_in_name" }));
  if (spam) await db().tokenMark.createMany({ data: marks });
  return session;
}

async function page(session: string, cursor: string | null) {
  const path = cursor === null ? "/api/holdings" : `/api/holdings?cursor=${cursor}`;
  const answer = await callRoute(GET, path, { session });
  const text = await answer.text();
  return { bytes: Buffer.byteLength(text), answer: JSON.parse(text) as HoldingsAnswer };
}

test.each([{ spam: false }, { spam: true }])(
  "a thousand tokens with pictures, spam $spam, weigh little",
  async (kind) => {
    const session = await dusted(kind);
    const pages = [await page(session, null)];
    for (let next = pages[0]?.answer.nextCursor ?? null; next !== null; next = pages.at(-1)?.answer.nextCursor ?? null)
      pages.push(await page(session, next));
    for (const { bytes } of pages) expect(bytes).toBeLessThan(answerBytes);
    expect(pages.length).toBeLessThan(8);
    const units = pages.flatMap(({ answer }) => answer.holdings.map(({ unit }) => unit));
    const places = pages.flatMap(({ answer }) => answer.places.map(({ unit }) => unit));
    expect([units.length, new Set(units).size, units[0]]).toEqual([count + 1, count + 1, "lovelace"]);
    expect(new Set(places)).toEqual(new Set(units));
    const logos = new Set(pages.flatMap(({ answer }) => answer.holdings.map(({ logo }) => logo?.slice(0, 12) ?? null)));
    expect(logos).toEqual(new Set(kind.spam ? [null] : [null, "/api/tokens/"]));
    const totals = new Set(pages.map(({ answer }) => JSON.stringify(answer.total)));
    expect([...totals].map((total) => JSON.parse(total) as unknown)).toEqual([
      { value: "0.000005", priced: 1, unpriced: kind.spam ? 0 : count, change24h: "0" },
    ]);
  },
);

test("a cursor that no answer had is refused", async () => {
  const { token: session } = await createGuest(new Date());
  for (const cursor of ["x", "W10", Buffer.from('[-1,"lovelace"]').toString("base64url")]) {
    const { answer } = await page(session, cursor);
    expect(answer).toMatchObject({ status: 400, code: "invalid_request" });
  }
});
