import { expect, it } from "vitest";
import { z } from "zod";
import { limits } from "@/lib/contract/limits";
import { asAppError } from "@/lib/http/as-app-error";
import { isFlat } from "@/lib/http/is-flat";

it("an answer about bad input is short, however much is wrong with it", () => {
  const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, nth) => [`${nth}`.padEnd(3_000, "x"), 1]));
  const { error } = z.strictObject({}).safeParse(body);
  const { code, issues = [], message } = asAppError(error);
  expect([code, issues.length]).toEqual(["invalid_request", limits.fieldIssues]);
  expect(JSON.stringify(issues).length + message.length).toBeLessThan(20_000);
});

it.each(["23505", "40P01", "40001"])(
  "two statements that met (%s) are a conflict, also where a driver wraps it",
  (originalCode) => {
    const wrapped = Object.assign(new Error("x"), { meta: { driverAdapterError: { cause: { originalCode } } } });
    expect(asAppError(wrapped).code).toBe("conflict");
  },
);

it("tells by the brackets how deep JSON nests, and not by those in its texts", () => {
  expect([isFlat('[["[[[["]]', 2), isFlat("[[[]]]", 2), isFlat('{"a\\"[[[":[]}', 2)]).toEqual([true, false, true]);
});
