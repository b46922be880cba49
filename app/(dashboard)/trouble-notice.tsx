import { Notice } from "@/app/ui/notice";
import { firstParam, type RawParams } from "@/app/words/activity-filters";
import { formTroubleWords, isSecretTrouble, readFormTrouble } from "@/app/words/form-trouble";

interface TroubleNoticeProps {
  readonly params: RawParams;
  readonly className?: string;
}

/** Why a form that was sent without script did nothing, by what the page's address says of it. */
export function TroubleNotice({ params, className = "mb-4" }: TroubleNoticeProps) {
  const trouble = readFormTrouble(firstParam(params, "trouble"));
  if (trouble === null || isSecretTrouble(trouble)) return null;
  const { message, next } = formTroubleWords(trouble);
  return (
    <Notice tone="bad" title={message} className={className}>
      {next}
    </Notice>
  );
}
