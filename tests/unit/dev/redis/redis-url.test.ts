import { expect, it } from "vitest";
import { parseRedisUrl } from "@/dev/redis/redis-url";

const local = { host: "127.0.0.1", port: 6379, tls: false, username: undefined, password: undefined, database: 0 };

it.each([
  ["redis://127.0.0.1", local],
  ["redis://127.0.0.1:7000/9", { ...local, port: 7000, database: 9 }],
  ["redis://:p%40ss@redis.example/2", { ...local, host: "redis.example", password: "p@ss", database: 2 }],
  [
    "rediss://me:secret@redis.example:6380",
    { ...local, host: "redis.example", port: 6380, tls: true, username: "me", password: "secret" },
  ],
  ["redis://[::1]:6379", { ...local, host: "::1" }],
])("reads %s", (url, expected) => {
  expect(parseRedisUrl(url)).toEqual(expected);
});

it.each(["http://127.0.0.1:6379", "redis://127.0.0.1/names", "127.0.0.1"])("refuses %s", (url) => {
  expect(() => parseRedisUrl(url)).toThrow(TypeError);
});
