import "server-only";
import type { CredentialHash } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { AppError, limitReached, notFound } from "@/lib/contract/app-error";
import { Prisma } from "@/lib/generated/prisma/client";
import type { UnknownContract } from "@/lib/contract/corrections";
import { limits } from "@/lib/contract/limits";
import { matchScript } from "@/lib/protocols/registry";
import { publishEvent } from "@/lib/realtime/publish-event";

interface ContractRow extends Omit<UnknownContract, "firstSeen" | "lastSeen"> {
  readonly firstSeen: Date;
  readonly lastSeen: Date;
}

/** Scripts that took part in the user's transactions and that no protocol claims, most often met first. */
export async function listContracts(
  userId: string,
  among: readonly string[] | null = null,
): Promise<UnknownContract[]> {
  const rows = await readContracts(userId, among);
  return rows.flatMap(({ firstSeen, lastSeen, ...row }) =>
    matchScript(row.credential as CredentialHash) === null
      ? [{ ...row, firstSeen: firstSeen.toISOString(), lastSeen: lastSeen.toISOString() }]
      : [],
  );
}

function readContracts(userId: string, among: readonly string[] | null): Promise<ContractRow[]> {
  const some =
    among === null
      ? Prisma.empty
      : Prisma.sql`AND t.scripts && ${[...among]}::text[] AND s.credential = ANY(${[...among]}::text[])`;
  return userDb(userId).$queryRaw<ContractRow[]>`
    SELECT m.*, n.name FROM (
      SELECT s.credential, count(*)::int AS transactions, min(t.tx_timestamp) AS "firstSeen", max(t.tx_timestamp) AS "lastSeen"
      FROM transaction t CROSS JOIN LATERAL unnest(t.scripts) AS s(credential)
      WHERE t.user_id = ${userId}::uuid ${some} GROUP BY 1
    ) m LEFT JOIN contract_name n ON n.credential = m.credential AND n.user_id = ${userId}::uuid
    ORDER BY m.transactions DESC, m.credential COLLATE "C"`;
}

/**
 * Names a script that the user's transactions have met, for all of them; null takes the name away. Throws `not_found` for one
 * that they have not met, `conflict` for one whose protocol is known, `limit_reached`.
 */
export async function nameContract(userId: string, credential: string, name: string | null): Promise<UnknownContract> {
  const [met] = await userDb(userId).$queryRaw<{ walletId: string }[]>`
    SELECT t.wallet_id AS "walletId" FROM transaction t WHERE t.user_id = ${userId}::uuid AND ${credential} = ANY(t.scripts) LIMIT 1`;
  if (met === undefined) throw notFound("contract");
  const known = matchScript(credential as CredentialHash);
  if (known !== null) throw isKnown(known.protocol.name);
  if (name === null) await userDb(userId).contractName.deleteMany({ where: { userId, credential } });
  else {
    await assertRoomForName(userId);
    await userDb(userId).$executeRaw`
      INSERT INTO contract_name (user_id, credential, name) VALUES (${userId}::uuid, ${credential}, ${name})
      ON CONFLICT (user_id, credential) DO UPDATE SET name = excluded.name`;
  }
  await publishEvent(userId, "wallet.updated", { walletId: met.walletId });
  const [contract] = await listContracts(userId, [credential]);
  if (contract === undefined) throw notFound("contract");
  return contract;
}

async function assertRoomForName(userId: string): Promise<void> {
  const names = await userDb(userId).contractName.count({ where: { userId } });
  if (names >= limits.contractNames)
    throw limitReached(`named ${limits.contractNames} contracts`, "Take a name away first.");
}

function isKnown(protocol: string): AppError {
  return new AppError({
    code: "conflict",
    detail: `This script is known to be ${protocol}'s. Correct its transactions instead.`,
  });
}
