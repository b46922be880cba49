import { expect, test } from "vitest";
import { parseExactJson } from "@/lib/rates/exact-json";

test("numbers keep every digit, and texts stay as they are", () => {
  expect(
    parseExactJson('[[1630540800,0.1234567890123456789012,-2.50],{"a\\"1":"x 7, \\\\","b":1e-7,"c":null}]'),
  ).toEqual([["1630540800", "0.1234567890123456789012", "-2.50"], { 'a"1': "x 7, \\", b: "1e-7", c: null }]);
});

test("what is not JSON is refused", () => {
  expect(() => parseExactJson("<!doctype html>")).toThrow(SyntaxError);
  expect(() => parseExactJson("[1, 2")).toThrow(SyntaxError);
});
