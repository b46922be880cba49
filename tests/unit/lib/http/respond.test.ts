import { expect, test } from "vitest";
import { AppError } from "@/lib/contract/app-error";
import { problem, problemCodes } from "@/lib/contract/problem";
import { respondProblem, statusOf } from "@/lib/http/respond";

async function answerOf(error: AppError) {
  const response = respondProblem(error, "request-1");
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: (await response.json()) as unknown,
  };
}

test("a failure is a problem with its own status", async () => {
  const issues = [{ field: "label", reason: "Too long" }];
  expect(await answerOf(new AppError({ code: "invalid_request", detail: "label: Too long", issues }))).toEqual({
    status: 400,
    headers: { "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store" },
    body: {
      type: "urn:problem:invalid_request",
      title: "Invalid request",
      status: 400,
      detail: "label: Too long",
      code: "invalid_request",
      requestId: "request-1",
      issues,
    },
  });
});

test("429 and 503 say when to come back", async () => {
  const limited = await answerOf(new AppError({ code: "rate_limited", detail: "Slower", retryAfterSeconds: 2.2 }));
  const down = await answerOf(new AppError({ code: "database_unavailable", detail: "Down" }));
  expect([limited.status, limited.headers["retry-after"]]).toEqual([429, "3"]);
  expect([down.status, down.headers["retry-after"]]).toEqual([503, "30"]);
});

test.each(problemCodes)("%s has an error status and a valid body", async (code) => {
  const { status, body } = await answerOf(new AppError({ code, detail: "x" }));
  expect(problem.parse(body)).toEqual(body);
  expect(status).toBe(statusOf(code));
  expect(status).toBeGreaterThanOrEqual(400);
});
