import { expect, test } from "vitest";
import { Prisma } from "@/lib/generated/prisma/client";
import { toJson } from "@/lib/http/to-json";

test("amounts become plain digits, times UTC, everything else stays", () => {
  const body = {
    big: 45_000_000_000_000_000_123n,
    decimal: new Prisma.Decimal("123456789012345678901234567890"),
    small: new Prisma.Decimal("0.0000000001"),
    at: new Date("2026-01-02T03:04:05.678Z"),
    nested: [{ amount: -1n }],
    text: "a",
    count: 3,
    none: null,
    absent: undefined,
  };
  expect(JSON.parse(toJson(body))).toEqual({
    big: "45000000000000000123",
    decimal: "123456789012345678901234567890",
    small: "0.0000000001",
    at: "2026-01-02T03:04:05.678Z",
    nested: [{ amount: "-1" }],
    text: "a",
    count: 3,
    none: null,
  });
});
