import "server-only";
import type { CredentialHash, PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { parseAddress } from "@/lib/cardano/parse-address";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { notFound } from "@/lib/contract/app-error";
import type { StoredWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { accountScope, addressScope, type OneScope } from "@/lib/ledger/ownership";

/** One wallet of a person's, by what tells its addresses. */
interface FollowedWallet {
  readonly kind: StoredWord<"wallet.kind">;
  readonly subject: string;
  readonly address: string;
  /** Those of its addresses whose text does not show its stake key. */
  readonly listedAddresses: string[];
}

/** What tells which addresses are a wallet's, and which are its person's other wallets'. */
export interface WalletKnowledge extends FollowedWallet {
  readonly verifiedKeys: string[];
  /** Payment keys that were seen at its addresses and are not proven. */
  readonly claimedKeys: string[];
  /** Payment keys that the person, or their wallet's software, said are theirs, and those that they said are not. */
  readonly saidMine: string[];
  readonly foreignKeys: string[];
  readonly others: readonly (FollowedWallet & { readonly walletId: string })[];
}

/** Pointer addresses, of which an index lists a wallet's. */
const isPointer = Prisma.sql`a.address ~ '^addr(_test)?1[g2]'`;

const said = (word: StoredWord<"key_word.word">) =>
  Prisma.sql`ARRAY(SELECT k.credential FROM key_word k WHERE k.user_id = w.user_id AND k.word = ${word})`;

/** What a statement reads of `wallet w` for `WalletKnowledge`, but for the keys that its own history shows. */
export const knowledgeColumns = Prisma.sql`w.kind, w.subject, w.address,
      ARRAY(SELECT a.address FROM wallet_address a WHERE a.wallet_id = w.id AND ${isPointer}) AS "listedAddresses",
      ${said("mine")} AS "saidMine", ${said("foreign")} AS "foreignKeys",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('walletId', o.id, 'kind', o.kind, 'subject', o.subject, 'address', o.address,
          'listedAddresses', ARRAY(SELECT a.address FROM wallet_address a WHERE a.wallet_id = o.id AND ${isPointer})) ORDER BY o.id), '[]')
        FROM wallet o WHERE o.user_id = w.user_id AND o.network = w.network AND o.id <> w.id
          AND NOT EXISTS (SELECT 1 FROM removed_wallet r WHERE r.wallet_id = o.id)) AS others`;

/** A wallet as the ledger sees it, and the others of its person's. */
export interface WalletScopes {
  readonly own: OneScope;
  readonly others: readonly OneScope[];
}

/** @param listed addresses that the list names as the wallet's */
export function scopesOf(wallet: WalletKnowledge, listed: readonly string[] = []): WalletScopes {
  const foreignKeys = wallet.foreignKeys as CredentialHash[];
  const followed = [wallet, ...wallet.others];
  // An address that is followed by itself is not its account's too.
  const apart = followed.flatMap(({ kind, subject }) => (kind === "address" ? [subject as PaymentAddress] : []));
  const scopeOf = ({ kind, subject, address, listedAddresses }: FollowedWallet, keys: Keys): OneScope => {
    const pasted = kind === "address" ? null : readable(subject) && readable(address);
    // One that is being removed has no stake address any more, and holds nothing.
    if (pasted === null) return addressScope(subject as PaymentAddress);
    return accountScope(subject as StakeAddress, {
      ...keys,
      listedAddresses: listedAddresses as PaymentAddress[],
      foreignKeys,
      apart,
      ...(pasted.kind === "base" ? { pasted: pasted.text } : {}),
    });
  };
  const own = { ...wallet, listedAddresses: [...wallet.listedAddresses, ...listed] };
  return {
    own: scopeOf(own, {
      verifiedKeys: [...wallet.verifiedKeys, ...wallet.saidMine] as CredentialHash[],
      claimedKeys: wallet.claimedKeys as CredentialHash[],
    }),
    others: wallet.others.map((other) => scopeOf(other, {})),
  };
}

/** A wallet's scope as it is told now; its proven keys are those only that the person said are theirs. */
export async function readScope(userId: string, walletId: string): Promise<OneScope> {
  const [wallet] = await userDb(userId).$queryRaw<Omit<WalletKnowledge, "verifiedKeys" | "claimedKeys">[]>`
    SELECT ${knowledgeColumns} FROM wallet w WHERE w.id = ${walletId}::uuid AND w.user_id = ${userId}::uuid`;
  if (wallet === undefined) throw notFound("wallet");
  return scopesOf({ ...wallet, verifiedKeys: [], claimedKeys: [] }).own;
}

function readable(text: string): ParsedAddress | null {
  try {
    return parseAddress(text);
  } catch {
    return null;
  }
}

interface Keys {
  readonly verifiedKeys?: CredentialHash[];
  readonly claimedKeys?: CredentialHash[];
}
