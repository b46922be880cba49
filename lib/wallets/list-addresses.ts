import "server-only";
import type { z } from "zod";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { knownId } from "@/lib/contract/known-id";
import type { WalletAddress, WalletAddressesAnswer, walletAddressesQuery } from "@/lib/contract/wallet-addresses";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { placeOf } from "@/lib/ledger/ownership";
import { storedUnspent } from "@/lib/sync/unspent-facts";
import { readScope } from "@/lib/sync/wallet-scopes";
import { accountsElsewhere } from "@/lib/wallets/accounts-elsewhere";
import { readSigners } from "@/lib/wallets/read-signers";

interface Row extends Omit<WalletAddress, "lovelace"> {
  readonly total: number;
}

/** The addresses of one of the user's wallets, whose they are, and what lies there. Throws `not_found`. */
export async function listAddresses(
  userId: string,
  id: string,
  query: z.output<typeof walletAddressesQuery>,
): Promise<WalletAddressesAnswer> {
  const walletId = knownId(id, "wallet");
  const scope = await readScope(userId, walletId);
  // Addresses at contracts hold positions, which have pages of their own.
  const isShared = scope.kind === "address" || (scope.kind === "account" && scope.stake.kind === "script");
  const [rows, lovelace, signers, elsewhere] = await Promise.all([
    readRows(userId, walletId, isShared, query),
    readLovelace(userId, walletId),
    isShared ? readSigners(userId, walletId, scope) : [],
    accountsElsewhere(userId, walletId),
  ]);
  const listed = rows.filter(
    ({ address, paymentKind }) =>
      paymentKind !== "script" || placeOf(address as PaymentAddress, scope)?.place === "wallet",
  );
  return {
    addresses: listed.map(({ total: _, ...row }) => ({
      ...row,
      lovelace: lovelace?.get(row.address) ?? zeroOf(lovelace),
    })),
    total: rows[0]?.total ?? 0,
    signers,
    elsewhere,
  };
}

const zeroOf = (known: unknown) => (known === null ? null : "0");

function readRows(
  userId: string,
  walletId: string,
  withScripts: boolean,
  { from, limit }: z.output<typeof walletAddressesQuery>,
): Promise<Row[]> {
  const kinds = withScripts ? Prisma.empty : Prisma.sql`AND a.payment_kind <> 'script'`;
  return userDb(userId).$queryRaw<Row[]>`
    SELECT a.address, a.payment_kind AS "paymentKind", k.said_by AS "saidBy", a.first_seen_height AS "firstSeenHeight",
      CASE WHEN k.word = 'foreign' THEN 'foreign' WHEN k.word = 'mine' OR a.verified OR a.payment_kind <> 'key' THEN 'proven' ELSE 'claimed' END AS state,
      a.emptied_height IS NOT NULL AND NOT a.verified AND k.word IS NULL AS "isAsked", count(*) OVER ()::int AS total
    FROM wallet_address a
    LEFT JOIN key_word k ON k.user_id = a.user_id AND k.credential = a.credential AND a.payment_kind = 'key'
    WHERE a.user_id = ${userId}::uuid AND a.wallet_id = ${walletId}::uuid ${kinds}
    ORDER BY "isAsked" DESC, k.said_by IS NOT DISTINCT FROM 'person' DESC, a.first_seen_height, a.address COLLATE "C" LIMIT ${limit} OFFSET ${from}`;
}

/** Lovelace by address as of the last proof; null where there is none, or it holds more addresses than are kept. */
async function readLovelace(userId: string, walletId: string): Promise<ReadonlyMap<string, string> | null> {
  const proof = await userDb(userId).walletProof.findFirst({ where: { userId, walletId }, select: { unspent: true } });
  if (proof?.unspent == null) return null;
  const { addresses } = storedUnspent.parse(proof.unspent);
  return addresses === null ? null : new Map(addresses.map(([address, amount]) => [address, amount.toString()]));
}
