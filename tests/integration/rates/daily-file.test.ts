import { existsSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { startQstash } from "@/dev/qstash/server";
import { startRates } from "@/dev/rates/server";
import { db } from "@/lib/db";
import { publish } from "@/lib/queue/publish";
import { getAdaRates } from "@/lib/rates/get-ada-rates";
import { dayMs } from "@/lib/rates/instants";
import { firstOfRates, ratesMessage } from "@/lib/rates/messages";
import { withDatabase } from "@/tests/support/database";
import { startJobServer } from "@/tests/support/job-server";
import { startTestRedis } from "@/tests/support/redis";

const file = "../shared/market/data/ada/coingecko_ada_usd_daily.csv";

describe.skipIf(!existsSync(file))(`stand-ins that serve somebody's daily closes (${file})`, async () => {
  if (!existsSync(file)) return;
  const rates = await startRates({ dailyFile: file });
  const redis = await startTestRedis();
  const keys = { currentSigningKey: "sig_test_current", nextSigningKey: "sig_test_next" };
  const [queue, jobs] = await Promise.all([startQstash({ token: "test-queue-token", ...keys }), startJobServer()]);
  withDatabase(() => ({
    ...redis.environment,
    QSTASH_URL: queue.url,
    APP_URL: jobs.url,
    COINBASE_BASE_URL: rates.urls.coinbase,
    BINANCE_BASE_URL: rates.urls.binance,
    KRAKEN_BASE_URL: rates.urls.kraken,
    FRANKFURTER_BASE_URL: rates.urls.frankfurter,
  }));
  afterAll(async () => {
    for (const part of [queue, jobs, rates]) await part.close();
  });

  /** A row is what ada cost at its midnight: the close of the day before. */
  const closes = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(2)
    .map((line) => ({ day: Date.parse(line.slice(0, 10)) - dayMs, usd: Number(line.split(",")[1]) }));
  const last = (closes.at(-1)?.day ?? 0) + dayMs;

  test("one message has the job read them all, step by step", async () => {
    await publish([ratesMessage(firstOfRates)]);
    const filled = () => db().rateFill.count({ where: { kind: "day", until: { gte: new Date(last) } } });
    await expect.poll(filled, { timeout: 60_000 }).toBe(4);
  });

  test("each day within 3 % of the file's close", async () => {
    const instants = closes.map(({ day }) => new Date(day + 12 * 3_600_000));
    const began = performance.now();
    const found = await getAdaRates("USD", instants, "day");
    console.log(`${String(instants.length)} days in ${(performance.now() - began).toFixed(0)} ms`);
    const wrong = found.flatMap((rate, index) => {
      const { day = 0, usd = 0 } = closes[index] ?? {};
      const off = rate.rate === null ? Infinity : Math.abs(rate.rate.valueOf() / usd - 1);
      return off < 0.03 && "ageSeconds" in rate && rate.ageSeconds === 0
        ? []
        : [[new Date(day).toISOString(), usd, off]];
    });
    expect(wrong).toEqual([]);
    expect(found).toHaveLength(2_883);
    const alone = found.filter((rate) => "note" in rate && rate.note?.kind === "one source").length;
    expect(alone).toBe((Date.parse("2018-04-17") - (closes[0]?.day ?? 0)) / dayMs);
  });

  test("2 September 2021 in euros: 2.4987", async () => {
    const [rate] = await getAdaRates("EUR", [new Date("2021-09-02T12:00Z")], "day");
    const euros = rate?.rate?.valueOf() ?? 0;
    expect(Math.abs(euros / 2.4987 - 1)).toBeLessThan(0.02);
    expect(rate).toMatchObject({
      at: "2021-09-03T00:00:00.000Z",
      sources: ["coinbase", "binance"],
      note: null,
      ageSeconds: 0,
      fiat: { day: "2021-09-02", isOld: false },
    });
  });
});
