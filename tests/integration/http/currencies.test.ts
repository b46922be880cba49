import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/currencies/route";
import { currenciesAnswer } from "@/lib/contract/rates";
import { callRoute } from "@/tests/support/call-route";
import { setEnvironment } from "@/tests/support/environment";

beforeAll(() => setEnvironment());

test("anybody may ask which currencies there are; ada is one of them", async () => {
  const response = await callRoute(GET, "/api/currencies");
  const { currencies } = currenciesAnswer.parse(await response.json());
  expect(response.status).toBe(200);
  expect(currencies.map(({ code }) => code).join(" ")).toBe(
    "ADA USD EUR GBP JPY CHF CAD AUD SEK NOK DKK PLN CZK BRL INR KRW TRY ZAR SGD",
  );
  expect(currencies.slice(0, 3)).toEqual([
    { code: "ADA", name: "Ada" },
    { code: "USD", name: "US dollar" },
    { code: "EUR", name: "Euro" },
  ]);
});
