import { expect, test } from "vitest";
import { toJson } from "@/lib/http/to-json";
import { redis, redisKey } from "@/lib/redis";
import { setEnvironment } from "@/tests/support/environment";
import { startTestRedis } from "@/tests/support/redis";

test("2^63 lovelace keeps every digit through JSON and Redis", async () => {
  const { environment } = await startTestRedis();
  setEnvironment(environment);
  const lovelace = 2n ** 63n;
  const text = toJson({ lovelace });
  await redis().set(redisKey("amount"), text);
  const back = await redis().get<string>(redisKey("amount"));
  expect([text, back]).toEqual(['{"lovelace":"9223372036854775808"}', text]);
});
