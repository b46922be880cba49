export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
}

const DEFAULT_PORT = 6379;

/** `redis[s]://[user][:password@]host[:port][/database]`. Throws TypeError for anything else. */
export function parseRedisUrl(text: string): RedisAddress {
  const url = new URL(text);
  if (url.protocol !== "redis:" && url.protocol !== "rediss:") {
    throw new TypeError(`A Redis URL begins with redis:// or rediss://, not ${url.protocol}//`);
  }
  const database = /^\/(\d*)$/.exec(url.pathname === "" ? "/" : url.pathname);
  if (database === null) throw new TypeError("The path of a Redis URL is the number of a database");
  return {
    host: url.hostname.replace(/^\[|\]$/g, "") || "127.0.0.1",
    port: url.port === "" ? DEFAULT_PORT : Number(url.port),
    tls: url.protocol === "rediss:",
    username: url.username === "" ? undefined : decodeURIComponent(url.username),
    password: url.password === "" ? undefined : decodeURIComponent(url.password),
    database: Number(database[1]),
  };
}
