import { Notice } from "@/app/ui/notice";
import { firstParam, type RawParams } from "@/app/words/activity-filters";
import { formTroubleWords, isSecretTrouble, readFormTrouble } from "@/app/words/form-trouble";

/** Why a form that was sent without script did nothing, by what the page's address says of it. */
export function TroubleNotice({ params }: { readonly params: RawParams }) {
  const trouble = readFormTrouble(firstParam(params, "trouble"));
  if (trouble === null || isSecretTrouble(trouble)) return null;
  const { message, next } = formTroubleWords(trouble);
  return (
    <Notice tone="bad" title={message} className="mb-4">
      {next}
    </Notice>
  );
}
