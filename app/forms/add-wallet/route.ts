import { withNewKeyCookie, withSessionCookie } from "@/lib/auth/cookie";
import { followAsVisitor } from "@/lib/auth/follow-as-visitor";
import { readPasted } from "@/lib/cardano/pasted/read-pasted";
import { limits } from "@/lib/contract/limits";
import { formRoute, seeOther } from "@/lib/http/form-route";
import type { FormTrouble } from "@/app/words/form-trouble";

const back = (trouble: FormTrouble) => `/?trouble=${trouble}`;

/** The form for an address, sent without script: leads to the wallet, or back with a word of why not. */
export const POST = formRoute(back, async ({ request, field }) => {
  const pasted = readPasted(field("address").slice(0, limits.pastedCharacters), limits.pastedAddresses);
  if (pasted.kind === "secret") return seeOther(back(pasted.secret));
  if (pasted.kind !== "subjects") return seeOther(back(pasted.kind));
  const { guest, walletIds, failure } = await followAsVisitor(request, pasted.subjects, new Date());
  const [first] = walletIds;
  const to = first === undefined || walletIds.length > 1 ? "/wallets" : `/wallets/${first}`;
  const answer = seeOther(failure !== null && first === undefined ? back(failure.code) : to);
  if (guest === null) return answer;
  return withNewKeyCookie(withSessionCookie(answer, guest.token), guest.user.id, guest.recoveryKey);
});
