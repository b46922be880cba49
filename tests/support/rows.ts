import { db } from "@/lib/db";

/** Rows as a sync would leave them, with what a test does not care about filled in. */

export async function addUser(): Promise<string> {
  const { id } = await db().user.create({ data: { kind: "guest" } });
  return id;
}

interface WalletGiven {
  readonly label?: string;
  readonly kind?: "account" | "address";
  readonly subject?: string;
  readonly addedAt?: Date;
  readonly lastSyncedAt?: Date;
  readonly tipHeight?: number;
  readonly withdrawable?: string;
}

export async function addWallet(userId: string, given: WalletGiven = {}): Promise<string> {
  const { id } = await db().wallet.create({
    data: { userId, network: "mainnet", kind: "account", subject: "stake1test", address: "addr1test", ...given },
  });
  return id;
}

interface FlowGiven {
  readonly unit: string;
  readonly netChange: string;
  readonly place?: "wallet" | "contract" | "unverified";
  readonly credential?: string;
}

interface TransactionGiven {
  readonly txHash: string;
  readonly blockHeight: number;
  readonly txIndex?: number;
  readonly txTimestamp?: Date;
  readonly action?: string;
  readonly direction?: string;
  readonly protocol?: string;
  readonly counterparty?: string;
  readonly summary?: string;
  readonly note?: string;
  readonly fee?: string;
  readonly classifiedAction?: string;
  readonly ownAction?: string;
  readonly actionKey?: string;
  readonly spamKey?: string;
  readonly scripts?: string[];
  readonly unasked?: boolean;
  readonly bait?: boolean;
  readonly labelledWith?: string;
  readonly spam?: boolean;
  readonly trace?: object;
  readonly deposit?: string;
  readonly flows?: readonly FlowGiven[];
}

export async function addTransaction(userId: string, walletId: string, given: TransactionGiven): Promise<string> {
  const { flows = [], ...columns } = given;
  const { id } = await db().transaction.create({
    data: {
      userId,
      walletId,
      txIndex: 0,
      txTimestamp: new Date("2026-01-01T00:00:00Z"),
      action: "receive",
      direction: "in",
      summary: "Received",
      netLovelace: flows.find(({ unit }) => unit === "lovelace")?.netChange ?? "0",
      valid: true,
      trace: { rule: "receive", version: 1, facts: ["nothing of ours was spent"] },
      ...columns,
    },
  });
  await db().assetFlow.createMany({
    data: flows.map((flow) => ({ userId, walletId, transactionId: id, place: "wallet", ...flow })),
  });
  return id;
}

/** Adds an address of a key. */
export async function addAddress(userId: string, walletId: string, address: string, verified: boolean): Promise<void> {
  await db().walletAddress.create({
    data: { userId, walletId, address, paymentKind: "key", credential: "aa".repeat(28), verified, firstSeenHeight: 1 },
  });
}
