/** A simple string such as `OK`; told apart from a stored value that reads the same. */
export class Status {
  constructor(readonly text: string) {}
}

/** An error as Redis words it: an upper-case code, a space, the sentence. */
export class RedisError extends Error {
  override readonly name = "RedisError";
}

/** What a command answers. Integers beyond 2^53 are bigint; text is UTF-8, as the REST API carries it in JSON. */
export type Reply = null | number | bigint | string | Status | RedisError | readonly Reply[];

export const OK = new Status("OK");

export const wrongType = () => new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");

export const syntaxError = (detail = "") => new RedisError(`ERR syntax error${detail === "" ? "" : `, ${detail}`}`);

export const wrongArguments = (command: string) =>
  new RedisError(`ERR wrong number of arguments for '${command}' command`);
