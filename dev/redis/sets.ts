import type { CommandTable, Context } from "@/dev/redis/command";

function addMembers({ keyspace }: Context, key: string, ...members: string[]): number {
  const set = keyspace.open(key, "set");
  const sizeBefore = set.size;
  for (const member of members) set.add(member);
  return set.size - sizeBefore;
}

function removeMembers({ keyspace }: Context, key: string, ...members: string[]): number {
  const set = keyspace.read(key, "set");
  const removed = members.filter((member) => set?.delete(member) === true).length;
  keyspace.dropIfEmpty(key);
  return removed;
}

export const setCommands: CommandTable = {
  sadd: { arity: -3, writes: true, run: addMembers },
  srem: { arity: -3, writes: true, run: removeMembers },
  smembers: { arity: 2, run: ({ keyspace }, key) => [...(keyspace.read(key, "set") ?? [])] },
  sismember: { arity: 3, run: ({ keyspace }, key, member) => Number(keyspace.read(key, "set")?.has(member) ?? false) },
  scard: { arity: 2, run: ({ keyspace }, key) => keyspace.read(key, "set")?.size ?? 0 },
};
