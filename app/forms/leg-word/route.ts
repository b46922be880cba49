import { asFormUser } from "@/lib/auth/as-form-user";
import { knownId } from "@/lib/contract/known-id";
import { eventWord } from "@/lib/contract/transaction-events";
import { correctEvent } from "@/lib/corrections/correct-event";
import { asAppError } from "@/lib/http/as-app-error";
import { formRoute, seeOther } from "@/lib/http/form-route";
import { wordEntered } from "@/app/words/leg-word";

/** What a leg was, said or taken back without script: leads to its transaction, with a word of why not. */
export const POST = formRoute(
  (trouble) => `/activity?trouble=${trouble}`,
  async ({ request, field }) => {
    const id = knownId(field("transaction"), "transaction");
    const index = /^\d{1,6}$/.test(field("index")) ? Number(field("index")) : -1;
    try {
      await asFormUser(request, (userId) => {
        const word = field("do") === "undo" ? null : eventWord.parse(wordEntered(field));
        return correctEvent(userId, id, index, { word });
      });
    } catch (error) {
      const { code } = asAppError(error);
      return seeOther(code === "unauthenticated" ? "/sign-in" : `/activity/${id}?trouble=${code}`);
    }
    return seeOther(`/activity/${id}#leg-${String(index)}`);
  },
);
