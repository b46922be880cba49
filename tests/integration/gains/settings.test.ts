import { beforeAll, expect, test } from "vitest";
import * as settingsRoute from "@/app/api/accounting/settings/route";
import { createGuest } from "@/lib/auth/create-guest";
import { defaultAccounting, type AccountingSettings } from "@/lib/contract/accounting";
import { callRoute } from "@/tests/support/call-route";
import { withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
let session = "";
beforeAll(async () => {
  session = (await createGuest(new Date())).token;
});

const inAda = { ...defaultAccounting, currency: "ADA" } as const;

const put = (body: unknown) =>
  callRoute(settingsRoute.PUT, "/api/accounting/settings", { session, method: "PUT", body });

async function saved(): Promise<unknown> {
  return (await callRoute(settingsRoute.GET, "/api/accounting/settings", { session })).json();
}

async function save(settings: AccountingSettings): Promise<unknown> {
  const answer = await put(settings);
  expect(answer.status).toBe(200);
  return answer.json();
}

test("settings are those that hold where nothing is said, until others are said; a closed year keeps its own", async () => {
  expect(await saved()).toEqual(defaultAccounting);
  expect(await save({ ...inAda, closedYears: [2024] })).toEqual({ ...inAda, closedYears: [2024] });
  const refused = await put({
    ...inAda,
    closedYears: [2024],
    scope: "wallet",
    methods: [{ fromYear: 2020, method: "lifo" }],
  });
  expect(refused.status).toBe(400);
  const { issues } = (await refused.json()) as { issues: { field: string }[] };
  expect(issues.map(({ field }) => field)).toEqual(["scope", "methods"]);
  const later = {
    ...inAda,
    closedYears: [2024],
    methods: [...inAda.methods, { fromYear: 2025, method: "hifo" as const }],
  };
  expect(await save(later)).toEqual(later);
  expect(await save(inAda)).toEqual(inAda);
});

test("of two who save at once, one cannot get around a year that the other closes", async () => {
  await save(inAda);
  const rules = (["fifo", "lifo"] as const).map((method) => ({
    ...inAda,
    closedYears: [2025],
    methods: [{ fromYear: 2017, method }],
  }));
  for (let round = 0; round < 5; round += 1) {
    const answers = await Promise.all(rules.map(put));
    const taken = rules.filter((_, n) => answers[n]?.status === 200);
    expect(taken).toEqual([await saved()]);
    await save(inAda);
  }
});
