import "server-only";
import { createHash } from "node:crypto";
import { exactText } from "@/lib/accounting/exact-text";
import { OpenAccounts } from "@/lib/accounting/wallet-book";
import type { AccountingSettings } from "@/lib/contract/accounting";
import type { ExportQuery } from "@/lib/contract/exports";
import { userDb } from "@/lib/db";
import type { ExportFormat } from "@/lib/exports/export-format";
import type { ExportRow, Side } from "@/lib/exports/export-row";
import { exportRows } from "@/lib/exports/export-rows";
import type { ExportSettings } from "@/lib/exports/export-settings";
import type { SoldAsset } from "@/lib/exports/form-8949";
import { manifestHash } from "@/lib/exports/manifest";
import { rewardRow, rowsOf } from "@/lib/exports/rows-of";
import { numbersFor } from "@/lib/gains/export-numbers";
import { listSold } from "@/lib/gains/list-gains";
import { readSettings } from "@/lib/gains/settings-store";
import { periodsOf, treatmentOf, yearStart } from "@/lib/gains/tax-years";
import { walkHistory, type Happened } from "@/lib/gains/walk-history";
import { invalidRequest } from "@/lib/http/as-app-error";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { readTokenLabels } from "@/lib/portfolio/read-token-columns";
import { requireWallet } from "@/lib/portfolio/require-wallet";

/** A file for a tax tool. */
interface Exported {
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  /** Names by one hash all that the bytes follow from. */
  readonly manifest: string;
  /** What the format had no decimals for: `unit:quantity` in smallest units, of some units. */
  readonly residue: string;
}

/**
 * The history, or a range of it, as a tool takes it: the same bytes for the same history, rules, prices and settings. Throws
 * `invalid_request` for a year together with a range, `not_found` for anybody else's wallet, `limit_reached` for a history that is
 * too long; and for what was sold as `listSold` does.
 */
export async function exportHistory(userId: string, format: ExportFormat, query: ExportQuery): Promise<Exported> {
  const walletId = query.wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  const [settings, wallets] = await Promise.all([readSettings(userId), readWallets(userId)]);
  const range = rangeOf(query, settings);
  const happened: Happened[] = [];
  for await (const each of walkHistory(userId, settings, null)) happened.push(each);
  const isIn = ({ at }: { readonly at: number }) => at >= range.from && at < range.to;
  // As the tax page has it: by the rules of then where a year is closed. One format alone is about it.
  const sold = format === "form-8949" ? (await listSold(userId)).filter(isIn) : [];
  const units = [...new Set([...unitsOf(happened), ...sold.map(({ asset }) => asset)])];
  const labels = await readTokenLabels(units);
  const tokenOf = (unit: string) => labels.get(unit) ?? { ticker: null, decimals: null };
  const treatment = treatmentOf(settings);
  const rewards = settings.rewardDate === "withdrawn" ? "withdrawn" : "apart";
  const open = new OpenAccounts();
  const rows = happened
    .flatMap(({ reward, transaction, opening }): ExportRow[] => {
      if (transaction !== null) return rowsOf(transaction, { treatment, open, tokenOf, rewards });
      // What lies elsewhere is in no wallet of the file.
      if (opening !== null) return [];
      return rewards === "apart" ? [rewardRow({ ...reward, epoch: reward.epoch ?? 0 })] : [];
    })
    .filter(isIn);
  const disposals = sold.map((disposal): SoldAsset => {
    const { ticker, decimals } = tokenOf(disposal.asset);
    return { disposal, token: { ticker, decimals: decimals ?? 0 } };
  });
  const exportSettings: ExportSettings = {
    currency: settings.currency,
    wallet: walletId,
    walletNames: new Map(wallets.map(({ id, label, subject }) => [id, label ?? subject])),
    numbers: await numbersFor(userId, units),
    symbols: new Map(),
  };
  const manifest = manifestHash({
    ...{ format, range, rules: rulesFingerprint, treatment, rewards, settings: exportSettings },
    heights: new Map(wallets.map(({ id, cursorHeight }) => [id, cursorHeight ?? 0])),
    accounting: periodsOf(settings),
    prices: worthsHash(rows, happened, disposals),
  });
  return { manifest, ...(await drained(exportRows(format, { rows, disposals, manifest }, exportSettings))) };
}

function readWallets(userId: string) {
  return userDb(userId).wallet.findMany({
    where: { userId },
    select: { id: true, label: true, subject: true, cursorHeight: true },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
  });
}

/** Half open, in milliseconds since 1970. */
function rangeOf({ year, from, to }: ExportQuery, settings: AccountingSettings) {
  if (year !== undefined && (from !== undefined || to !== undefined))
    throw invalidRequest([{ field: "year", reason: "Ask for a year, or for a range" }]);
  if (year !== undefined) return { from: yearStart(settings, year), to: yearStart(settings, year + 1) };
  return {
    from: from === undefined ? 0 : Date.parse(from),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to),
  };
}

/** In the order of their first appearance. */
function unitsOf(happened: readonly Happened[]): string[] {
  const units = new Set<string>();
  for (const { transaction } of happened)
    for (const { legs } of transaction?.wallets ?? []) for (const { unit } of legs) units.add(unit);
  return [...units];
}

/** Of all that the rows are worth, and so of the prices and the person's words that say it; and of what was bought elsewhere. */
function worthsHash(
  rows: readonly ExportRow[],
  happened: readonly Happened[],
  disposals: readonly SoldAsset[],
): string {
  const hash = createHash("sha256");
  for (const { disposal } of disposals) hash.update(`${disposal.eventId} ${lotsText(disposal)}\n`);
  for (const { opening } of happened)
    if (opening !== null) {
      const { at, unit, quantity, cost } = opening;
      hash.update(`${String(at)} ${unit} ${String(quantity)} ${cost === null ? "" : exactText(cost)}\n`);
    }
  const worthOf = (side: Side | null) => (side?.worth == null ? "" : exactText(side.worth));
  for (const { hash: txHash, row, sent, received, fee } of rows)
    hash.update(`${txHash ?? ""} ${String(row)} ${worthOf(sent)} ${worthOf(received)} ${worthOf(fee)}\n`);
  return hash.digest("hex");
}

const lotsText = ({ lots, costBasis, gain }: SoldAsset["disposal"]): string =>
  [{ quantity: 0n, costBasis, gain }, ...lots]
    .map((each) => [each.quantity, ...[each.costBasis, each.gain].map((money) => money && exactText(money))].join(" "))
    .join(", ");

const residueUnits = 20;

async function drained(pieces: ReturnType<typeof exportRows>): Promise<Pick<Exported, "chunks" | "residue">> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let next = await pieces.next(); ; next = await pieces.next()) {
    if (next.done !== true) {
      chunks.push(next.value);
      continue;
    }
    const left = [...next.value.residue].filter(([, quantity]) => quantity !== 0n).slice(0, residueUnits);
    return { chunks, residue: left.map(([unit, quantity]) => `${unit}:${String(quantity)}`).join(", ") };
  }
}
