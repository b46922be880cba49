import { describe, expect, it } from "vitest";
import { sha1 } from "@/dev/redis/script-cache";
import { createEmbeddedRedis, START_MS } from "@/tests/unit/dev/redis/embedded-redis";

describe("scripts", () => {
  it("converts values as Redis does", async () => {
    const { command } = await createEmbeddedRedis();
    const source = "return {KEYS[1], ARGV[1], 1.9, -1.9, false, true, {1, {2}}, {ok = 'FINE'}, nil, 'lost'}";
    expect(command("EVAL", source, "1", "ké", "日本")).toEqual(["ké", "日本", 1, -1, null, 1, [1, [2]], "+FINE"]);
  });

  it("calls commands, catches their errors and passes on those it does not catch", async () => {
    const { command } = await createEmbeddedRedis();
    const source = `
      redis.call('SET', KEYS[1], 10 / 4)
      local caught = redis.pcall('HGET', KEYS[1], 'f')
      return {redis.call('GET', KEYS[1]), redis.call('GET', 'none'), caught.err, redis.call('TIME')[1]}`;
    expect(command("EVAL", source, "1", "k")).toEqual([
      "2.5",
      null,
      "WRONGTYPE Operation against a key holding the wrong kind of value",
      String(START_MS / 1000),
    ]);
    const failing = "\nlocal value = redis.call('HGET', KEYS[1], 'f')";
    expect(command("EVAL", failing, "1", "k")).toBe(
      `-WRONGTYPE Operation against a key holding the wrong kind of value script: ${sha1(failing)}, on @user_script:2.`,
    );
  });

  it("runs scripts by their SHA until they are flushed", async () => {
    const { run, command } = await createEmbeddedRedis();
    const sha = sha1("return ARGV[1]");
    expect(command("EVALSHA", sha, "0", "x")).toBe("-NOSCRIPT No matching script. Please use EVAL.");
    expect(command("SCRIPT", "LOAD", "return ARGV[1]")).toBe(sha);
    expect(
      run(`EVALSHA ${sha.toUpperCase()} 0 x`, `SCRIPT EXISTS ${sha} nope`, "SCRIPT FLUSH", `EVALSHA ${sha} 0 x`),
    ).toEqual(["x", [1, 0], "+OK", "-NOSCRIPT No matching script. Please use EVAL."]);
  });

  it("keeps scripts from each other and from the machine", async () => {
    const { command } = await createEmbeddedRedis();
    const evaluate = (source: string) => String(command("EVAL", source, "0")).replace(/ script: .*$/, "");
    const unknown = (name: string) =>
      `-ERR user_script:1: Script attempted to access nonexistent global variable '${name}'`;
    const readonly = "-ERR user_script:1: Attempt to modify a readonly table";
    expect(["os", "io", "load", "require", "debug", "host_invoke"].map((name) => evaluate(`return ${name}`))).toEqual(
      ["os", "io", "load", "require", "debug", "host_invoke"].map(unknown),
    );
    expect(["x = 1", "redis = 1", "string.rep = 1", "redis.call = 1"].map(evaluate)).toEqual(
      Array.from({ length: 4 }, () => readonly),
    );
  });

  it("refuses writes in read-only scripts, scripts in scripts, and what no script can hold", async () => {
    const { command } = await createEmbeddedRedis();
    const evaluate = (name: string, source: string, ...args: string[]) =>
      String(command(name, source, "0", ...args)).replace(/ script: .*$/, "");
    expect(evaluate("EVAL_RO", "return redis.call('SET', 'k', 1)")).toBe(
      "-ERR Write commands are not allowed from read-only scripts.",
    );
    expect(evaluate("EVAL", "return redis.call('EVAL', 'return 1', 0)")).toBe(
      "-ERR This Redis command is not allowed from script",
    );
    expect(evaluate("EVAL", "return ARGV[1]", "a\0b")).toBe(
      "-ERR scripts of the embedded Redis cannot handle NUL characters",
    );
    expect(evaluate("EVAL", "return string.char(255)")).toBe(
      "-ERR scripts of the embedded Redis handle UTF-8 text without NUL only",
    );
    expect(evaluate("EVAL", "return redis.call('INCRBY', 'big', '9007199254740993')")).toBe(
      "-ERR an integer beyond 2^53 would lose digits in a script",
    );
    expect(evaluate("EVAL", "return 1 +")).toBe(
      "-ERR Error compiling script (new function): user_script:1: unexpected symbol near <eof>",
    );
  });

  it("reads and writes JSON", async () => {
    const { command } = await createEmbeddedRedis();
    const source = `
      local value = cjson.decode(ARGV[1])
      return {value.list[2].deep, value.text, value.none == cjson.null and 'null' or 'set', cjson.encode(value.list)}`;
    const json = JSON.stringify({ list: [1.5, { deep: "ü" }, []], text: 'a"b\n\u{1f600}', none: null });
    expect(command("EVAL", source, "0", json)).toEqual(["ü", 'a"b\n\u{1f600}', "null", '[1.5,{"deep":"ü"},{}]']);
    const escaped = String.raw`"\ud83d\ude00\u00e9\/"`;
    expect(command("EVAL", "return cjson.decode(ARGV[1])", "0", escaped)).toBe("\u{1f600}é/");
    expect(String(command("EVAL", "return cjson.decode(ARGV[1])", "0", '{"a":}'))).toContain(
      "Expected value but found",
    );
  });
});
