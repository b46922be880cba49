import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { TxHash } from "@/lib/cardano/brand";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { worthThen } from "@/lib/portfolio/worth-then";
import { savePoints } from "@/lib/market/save-points";
import { withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, MARKET: "on" }));

const [priced, unpriced] = ["41", "42"].map((name) => parseUnit(`${"ab".repeat(28)}${name}`));
const at = new Date(Date.UTC(2026, 0, 3, 6));

test("a token that no pool prices is worth what the wallet traded it for, as sure as that is", async () => {
  if (priced === undefined || unpriced === undefined) throw new Error("no units");
  const poolUnit = parseUnit(`${"ef".repeat(28)}01`);
  await savePoints(
    [
      {
        ...{ unit: priced, poolUnit, dex: "minswap-v2", quote: lovelace, lpUnit: null },
        ...{ txHash: "cc".repeat(32) as TxHash, height: 9_000_000, txIndex: 0, supply: null },
        ...{ at: at.getTime(), until: at.getTime(), price: new Fraction(4) },
        ...{ reserveQuote: 2_000_000_000n, reserveUnit: 500_000_000n },
      },
    ],
    9_000_000,
  );
  const userId = await addUser();
  const walletId = await addWallet(userId);
  const transactionId = await addTransaction(userId, walletId, {
    ...{ txHash: "dd".repeat(32), blockHeight: 9_000_000, txTimestamp: at, action: "order_fill" },
  });
  const legs = [
    { unit: priced, quantity: -1_000_000n },
    { unit: unpriced, quantity: 250n },
  ];
  await db().transactionEvent.createMany({
    data: legs.map(({ unit, quantity }, index) => ({
      ...{ userId, walletId, transactionId, index, role: "principal", location: "wallet", ordinal: index },
      ...{ action: "order_fill", orderRef: `${"ee".repeat(32)}#0`, unit, quantity: quantity.toString() },
    })),
  });
  const moved = { id: transactionId, walletId, at, units: [priced, unpriced] };
  const worthOf = await worthThen(userId, [moved], "ADA");
  const from = { priceClass: "thin", priceSource: "minswap-v2", priceAt: at.toISOString() };
  expect(worthOf(transactionId, priced, "-1000000")).toMatchObject({ ada: "-4", rank: "output", ...from });
  expect(worthOf(transactionId, unpriced, "250")).toMatchObject({ ada: "4", rank: "fill", ...from });
});
