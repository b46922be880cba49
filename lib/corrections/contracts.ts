import "server-only";
import type { CredentialHash } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { AppError, notFound } from "@/lib/contract/app-error";
import { Prisma } from "@/lib/generated/prisma/client";
import type { UnknownContract } from "@/lib/contract/corrections";
import { countedMeetings } from "@/lib/contract/transaction-detail";
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

/** Contracts that are listed at most. */
const listedContracts = 1_000;

/** Goes from script to script of the index, and counts the transactions of each up to a limit. */
function readContracts(userId: string, among: readonly string[] | null): Promise<ContractRow[]> {
  const met =
    among === null
      ? Prisma.sql`
        WITH RECURSIVE met AS (
          (SELECT s.credential FROM transaction_script s WHERE s.user_id = ${userId}::uuid ORDER BY s.credential LIMIT 1)
          UNION ALL
          SELECT (SELECT s.credential FROM transaction_script s WHERE s.user_id = ${userId}::uuid AND s.credential > met.credential ORDER BY s.credential LIMIT 1)
          FROM met WHERE met.credential IS NOT NULL
        )`
      : Prisma.sql`WITH met AS (SELECT DISTINCT c.credential FROM unnest(${[...among]}::text[]) AS c(credential))`;
  const own = Prisma.sql`s.user_id = ${userId}::uuid AND s.credential = met.credential`;
  return userDb(userId).$queryRaw<ContractRow[]>`
    ${met}
    SELECT met.credential, counted.transactions, first.at AS "firstSeen", last.at AS "lastSeen", n.name
    FROM (SELECT met.credential FROM met WHERE met.credential IS NOT NULL LIMIT ${listedContracts}) met
    CROSS JOIN LATERAL (SELECT count(*)::int AS transactions FROM (SELECT 1 FROM transaction_script s WHERE ${own} LIMIT ${countedMeetings}) c) counted
    CROSS JOIN LATERAL (SELECT s.tx_timestamp AS at FROM transaction_script s WHERE ${own} ORDER BY s.tx_timestamp LIMIT 1) first
    CROSS JOIN LATERAL (SELECT s.tx_timestamp AS at FROM transaction_script s WHERE ${own} ORDER BY s.tx_timestamp DESC LIMIT 1) last
    LEFT JOIN contract_name n ON n.credential = met.credential AND n.user_id = ${userId}::uuid
    ORDER BY counted.transactions DESC, met.credential COLLATE "C"`;
}

/**
 * Names a script that the user's transactions have met, for all of them; null takes the name away. Throws `not_found` for one
 * that they have not met, `conflict` for one whose protocol is known.
 */
export async function nameContract(userId: string, credential: string, name: string | null): Promise<UnknownContract> {
  const [met] = await userDb(userId).$queryRaw<{ walletId: string }[]>`
    SELECT s.wallet_id AS "walletId" FROM transaction_script s WHERE s.user_id = ${userId}::uuid AND s.credential = ${credential} LIMIT 1`;
  if (met === undefined) throw notFound("contract");
  const known = matchScript(credential as CredentialHash);
  if (known !== null) throw isKnown(known.protocol.name);
  if (name === null) await userDb(userId).contractName.deleteMany({ where: { userId, credential } });
  else
    await userDb(userId).$executeRaw`
      INSERT INTO contract_name (user_id, credential, name) VALUES (${userId}::uuid, ${credential}, ${name})
      ON CONFLICT (user_id, credential) DO UPDATE SET name = excluded.name`;
  await publishEvent(userId, "wallet.updated", { walletId: met.walletId });
  const [contract] = await listContracts(userId, [credential]);
  if (contract === undefined) throw notFound("contract");
  return contract;
}

function isKnown(protocol: string): AppError {
  return new AppError({
    code: "conflict",
    detail: `This script is known to be ${protocol}'s. Correct its transactions instead.`,
  });
}
