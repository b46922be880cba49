import type { ReactNode } from "react";
import type { SecretKind } from "@/lib/cardano/pasted/find-secret";
import { secretWords } from "@/app/words/secret-words";
import { Notice } from "./notice";

interface SecretNoticeProps {
  readonly kind: SecretKind;
  /** It reached the server, because the page had no script yet. */
  readonly sent: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** What somebody is told who entered a seed phrase or a private key. */
export function SecretNotice({ kind, sent, className, children }: SecretNoticeProps) {
  const { title, advice } = secretWords(kind, { sent });
  return (
    <Notice tone="bad" title={title} {...(className !== undefined && { className })}>
      <ul className="list-disc space-y-1 pl-4">
        {advice.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {children}
    </Notice>
  );
}
