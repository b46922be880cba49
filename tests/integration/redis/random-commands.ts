/** Deterministic numbers in [0, 1): mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A word in braces is replaced by one of its list; an empty option vanishes, an empty value stays. */
const vocabulary: Readonly<Record<string, readonly string[]>> = {
  key: ["a", "b", "c", "d"],
  member: ["x", "y", "z", "é", "\u{1f600}", "\uffee", "1"],
  value: ["1", "5", "abc", "2.5", "", "OK", "9223372036854775807", "-9223372036854775808", "007", "日本"],
  index: ["0", "1", "2", "-1", "5", "-3", "10", "x", "-100"],
  integer: ["1", "-5", "9223372036854775807", "-9223372036854775808", "2.5", "+1", "9223372036854775808"],
  score: ["1", "2.5", "-1", "inf", "-inf", "0", "3", "x", "0.1", "1e-7", "123456789012345678", "1e21"],
  bound: ["-inf", "+inf", "(1", "1", "2.5", "(3", "0", "q", "(0.1"],
  wrongLifetime: ["-1", "x", "0", "9223372036854775807"],
  when: ["", "", "NX", "XX", "gt", "LT", "NX XX", "GT LT", "what"],
  setOptions: [
    "",
    "",
    "NX",
    "xx",
    "GET",
    "nx get",
    "px 100000",
    "EX 0",
    "KEEPTTL",
    "nx xx",
    "PX",
    "EX 5 PX 5",
    "EXAT 1",
    "PXAT 1",
    "what",
  ],
  addFlags: ["", "", "", "NX", "XX", "GT", "lt ch", "CH", "INCR", "nx incr", "nx gt", "nx xx", "xx incr"],
  rangeFlags: ["", "", "REV", "WITHSCORES", "REV withscores", "LIMIT 0 1", "what"],
  scoreFlags: ["", "LIMIT 0 2", "WITHSCORES", "LIMIT 1 -1", "LIMIT -1 2", "LIMIT x 1", "LIMIT 1"],
  streamId: ["1-1", "5-1", "7-*", "9-3", "12", "20-1", "0-0", "0-*", "bad", "5-*", "30-18446744073709551615"],
  start: ["-", "5", "(5-1", "7-1", "+", "(x", "bad", "(18446744073709551615-18446744073709551615"],
  end: ["+", "9", "(9-3", "7", "-", "(0-0"],
  entryId: ["5-1", "9-3", "1-1", "12-0", "bad"],
  after: ["0", "5-1", "$", "99", "bad"],
  count: ["", "", "COUNT 2", "COUNT 0", "COUNT -1", "COUNT x", "COUNT"],
  trim: [
    "",
    "",
    "NOMKSTREAM",
    "MAXLEN 3",
    "MINID = 5",
    "MAXLEN ~ 2",
    "MAXLEN ~ 0",
    "MINID ~ 6",
    "MAXLEN ~ 1 LIMIT 5",
    "MAXLEN 1 LIMIT 2",
    "MAXLEN -1",
    "MAXLEN 2 MINID 3",
    "LIMIT 3",
    "MAXLEN x",
  ],
  pattern: ["*", "?", "[ab]", "[^a]", "[b-c]*", "a\\*", "\\a", "["],
  popCount: ["", "", "2", "0", "-1", "x", "1 1"],
};

const templates = [
  "SET {key} {value} {setOptions}",
  "SET {key} {value} {setOptions}",
  "GET {key}",
  "GETDEL {key}",
  "SETNX {key} {value}",
  "MGET {key} {key}",
  "MSET {key} {value} {key} {value}",
  "MSET {key} {value} {key}",
  "INCR {key}",
  "DECR {key}",
  "INCRBY {key} {integer}",
  "DECRBY {key} {integer}",
  "DEL {key} {key}",
  "UNLINK {key}",
  "EXISTS {key} {key}",
  "TYPE {key}",
  "EXPIRE {key} {lifetime} {when}",
  "PEXPIRE {key} {lifetime}000 {when}",
  "TTL {key}",
  "PERSIST {key}",
  "KEYS {pattern}",
  "SCAN 0 MATCH {pattern} COUNT 1000",
  "SCAN 0 TYPE hash COUNT 100",
  "SCAN x",
  "PING {value}",
  "HSET {key} {member} {value}",
  "HSET {key} {member} {value} {member} {value}",
  "HSET {key} {member} {value} q",
  "HGET {key} {member}",
  "HMGET {key} {member} {member}",
  "HGETALL {key}",
  "HDEL {key} {member} {member}",
  "HINCRBY {key} {member} {integer}",
  "HLEN {key}",
  "HEXISTS {key} {member}",
  "SADD {key} {member} {member}",
  "SREM {key} {member}",
  "SISMEMBER {key} {member}",
  "SCARD {key}",
  "SMEMBERS {key}",
  "RPUSH {key} {member} {value}",
  "LPUSH {key} {member} {member}",
  "LRANGE {key} {index} {index}",
  "LLEN {key}",
  "LPOP {key} {popCount}",
  "RPOP {key} {popCount}",
  "LTRIM {key} {index} {index}",
  "ZADD {key} {addFlags} {score} {member}",
  "ZADD {key} {addFlags} {score} {member}",
  "ZADD {key} {score} {member} {score} {member}",
  "ZADD {key} {addFlags} {score} {member} {score}",
  "ZADD {key} INCR 1 {member} 2 {member}",
  "ZRANGE {key} {index} {index} {rangeFlags}",
  "ZRANGE {key} {bound} {bound} BYSCORE {scoreFlags}",
  "ZRANGE {key} {bound} {bound} BYSCORE REV {scoreFlags}",
  "ZCOUNT {key} {bound} {bound}",
  "ZINCRBY {key} {score} {member}",
  "ZSCORE {key} {member}",
  "ZREM {key} {member} {member}",
  "ZCARD {key}",
  "ZREMRANGEBYSCORE {key} {bound} {bound}",
  "ZREMRANGEBYRANK {key} {index} {index}",
  "XADD {key} {trim} {streamId} f {value}",
  "XADD {key} {streamId} f {value} g {value}",
  "XADD {key} {streamId} f {value} g",
  "XRANGE {key} {start} {end} {count}",
  "XREVRANGE {key} {end} {start} {count}",
  "XREAD {count} STREAMS {key} {after}",
  "XREAD STREAMS {key} {key} {after} {after}",
  "XREAD STREAMS {key} {key} {after}",
  "XLEN {key}",
  "XDEL {key} {entryId} {entryId}",
  "XTRIM {key} {trim}",
  "XTRIM {key} MAXLEN 2 what",
  "PUBLISH {key} {value}",
  "NOSUCH {key} {value}",
  "GET",
  "GET {key} {key}",
  "SCRIPT EXISTS {value}",
  "SCRIPT WHAT",
  "SCRIPT LOAD",
];

/** Scripts run with one key and one argument. */
const scripts = [
  "return redis.call('GET',KEYS[1])",
  "return redis.pcall('HGET',KEYS[1],'x')",
  "return {redis.call('EXISTS',KEYS[1]), ARGV[1], tonumber(ARGV[1]) or false, #ARGV}",
  "local v=redis.call('ZSCORE',KEYS[1],'x') if v then return tonumber(v)+1 end return 'none'",
  "return redis.call('SET',KEYS[1],10/4)",
  "redis.call('SET',KEYS[1],0.1) return redis.call('GET',KEYS[1])",
  "return redis.call('SET',KEYS[1],2^60)",
  "return redis.call('LRANGE',KEYS[1],0,-1)",
  "return {1,2.9,-2.9,'x',nil,3}",
  "return {tostring(10/2), tostring(0.1), tostring(2^53), tostring(true), tostring(nil)}",
  "return {err='MY error'}",
  "return redis.error_reply('boom')",
  "return redis.status_reply('FINE')",
  "return redis.call('INCR',KEYS[1])",
  "local ok, failure = pcall(redis.call, 'HGET', KEYS[1], 'x') return {ok and 1 or 0, tostring(failure)}",
  "return cjson.encode({1,2,{a=cjson.null},0.1,10/2,'x/y\\n',{},true,2^53})",
  'local t = cjson.decode(\'{"a":[1,2.5,null,true,"\\\\u00e9"],"b":-1e3}\') return {t.a[1], tostring(t.a[2]), t.a[3]==cjson.null, t.a[5], t.b}',
  "return redis.call('NOSUCH')",
  "return redis.call('GET')",
  "return redis.call('SET',KEYS[1],{})",
  "return nosuch",
  "nosuch = 1",
  "error('x')",
  "error({err='TABLE error'})",
  "return redis.call('EVAL','return 1',0)",
  "return math.floor(ARGV[1] / 2)",
  "redis.call('EXPIRE',KEYS[1],100) return redis.call('TTL',KEYS[1])",
  "redis.call('DEL',KEYS[1]) redis.call('XADD',KEYS[1],'*','f',1) return {redis.call('XLEN',KEYS[1]), redis.call('DEL',KEYS[1])}",
  "return redis.sha1hex(ARGV[1])",
  "return {redis.call('SET',KEYS[1],ARGV[1]), redis.call('TYPE',KEYS[1])}",
  "return redis.call('PUBLISH',KEYS[1],ARGV[1])",
];

/** An endless choice of commands, most of them valid, all of them with a defined answer. */
export function randomCommands(seed: number): () => string[] {
  const random = seededRandom(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  // No two lifetimes are alike, so GT and LT never hang on the millisecond in which each server looks at its clock.
  const lifetime = () =>
    random() < 0.3 ? pick(vocabulary["wrongLifetime"] ?? []) : String(1000 + Math.floor(random() * 1e7));
  const fill = (template: string) =>
    template.split(" ").flatMap((word) => {
      const name = /\{(\w+)\}/.exec(word)?.[1];
      if (name === undefined) return [word];
      const choice = name === "lifetime" ? lifetime() : pick(vocabulary[name] ?? []);
      if (name === "value" || name === "member") return [choice];
      return choice === "" ? [] : word.replace(`{${name}}`, choice).split(" ");
    });
  return () => {
    if (random() >= 0.08) return fill(pick(templates));
    const command = random() < 0.2 ? "EVAL_RO" : "EVAL";
    return [command, pick(scripts), "1", pick(vocabulary["key"] ?? []), pick(["1", "7", "3"])];
  };
}
