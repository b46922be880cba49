import "server-only";
import { hasNoCosts, knownViews, learnViews, preferView, type Caller } from "@/lib/blockfrost/cost-models";
import { checkSignatures } from "@/lib/cardano/check-signatures";
import { checkCommitments, type Verdict } from "@/lib/cardano/commitments";
import { bytesFromHex } from "@/lib/cardano/decode-transaction";
import { epochAt } from "@/lib/cardano/epoch";
import { splitTransaction, type TransactionParts } from "@/lib/cardano/split-transaction";
import { reasonOf, takeNotes } from "@/lib/cardano/unreadable";
import { env } from "@/lib/env";

/** Why bytes prove nothing: they are not what the body commits to, or it cannot be known whether they are. */
export interface Doubt {
  readonly kind: "broken" | "unknown";
  readonly reason: string;
}

const broken = (reason: string): Doubt => ({ kind: "broken", reason });

/** The parts of a transaction, all of them whole, and what is to be said of them by what is known; or why they are not. */
type Reading = Doubt | { readonly kind: "read"; readonly verdict: Verdict; readonly parts: TransactionParts };

function read(cborHex: string): Reading {
  const { note, notes } = takeNotes();
  try {
    const parts = splitTransaction(bytesFromHex(cborHex), note);
    if (notes.length > 0) return broken(notes.join("; "));
    const verdict = judge(parts);
    const wrong = verdict.kind === "broken" ? null : checkSignatures(parts);
    return wrong === null ? { kind: "read", parts, verdict } : broken(wrong);
  } catch (error) {
    return broken(reasonOf(error));
  }
}

function judge(parts: TransactionParts): Verdict {
  const verdict = checkCommitments(parts, knownViews());
  if (verdict.kind === "holds" && verdict.view !== null) preferView(verdict.view);
  return verdict;
}

/**
 * Whether bytes from anybody are the transaction's own as far as its body commits to them: auxiliary data, redeemers and
 * datums, and that whoever signed did sign. Null where they are. That the body is the one asked for is `normaliseCbor`'s
 * matter; nothing tells of the validity flag, of the scripts, nor that a signature is missing.
 * @param time of the block, by whoever is trusted: which cost models count
 * @param caller asked once for the parameters of an epoch, and only where no known cost models fit
 * @throws WindowClosed, or why else the chain could not be asked
 */
export async function proves(cborHex: string, time: Date, caller: Caller): Promise<Doubt | null> {
  const reading = read(cborHex);
  if (reading.kind !== "read") return reading;
  const epoch = epochAt(env().CARDANO_NETWORK, time);
  let { verdict } = reading;
  while (verdict.kind === "view missing" && (await learnViews(epoch, caller))) verdict = judge(reading.parts);
  if (verdict.kind === "holds") return null;
  if (verdict.kind === "broken") return broken(`${verdict.what}: ${verdict.reason}`);
  if (hasNoCosts(epoch))
    return { kind: "unknown", reason: `script data: the cost models of epoch ${epoch} are not known` };
  return broken("script data: their hash is not the body's");
}
