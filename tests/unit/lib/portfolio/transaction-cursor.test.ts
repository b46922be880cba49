import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/contract/app-error";
import { decodeCursor, encodeCursor } from "@/lib/portfolio/transaction-cursor";

const height = fc.nat(2_147_483_647);

test("comes back as it was, and fits into a query", () => {
  fc.assert(
    fc.property(height, height, fc.uuid({ version: 4 }), (blockHeight, txIndex, id) => {
      const text = encodeCursor({ blockHeight, txIndex, id });
      expect(text).toMatch(/^[\w-]{1,200}$/);
      expect(decodeCursor(text)).toEqual({ blockHeight, txIndex, id });
    }),
  );
});

const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const id = "11111111-1111-4111-8111-111111111111";

test.each([
  "",
  "garbage",
  "%%%",
  made([1, 2]),
  made([1, 2, "x"]),
  made([-1, 0, id]),
  made([2 ** 31, 0, id]),
  made({}),
  made(null),
  made([0, 0, ""]),
  `${made([1, 2, id])}==`,
  `${made([1, 2, id])}\n`,
])("%j is a bad request", (text) => {
  const failure = (() => {
    try {
      return decodeCursor(text);
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(AppError);
  const { code, issues } = failure as AppError;
  expect({ code, issues }).toEqual({
    code: "invalid_request",
    issues: [{ field: "cursor", reason: "Not a cursor of an earlier answer" }],
  });
});
