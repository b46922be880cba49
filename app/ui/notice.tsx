import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const tones = {
  info: { look: "bg-accent-soft", text: "text-accent", Icon: Info },
  warn: { look: "bg-warn-soft", text: "text-warn", Icon: TriangleAlert },
  bad: { look: "bg-bad-soft", text: "text-bad", Icon: CircleAlert },
} as const;

interface NoticeProps {
  readonly tone: keyof typeof tones;
  readonly title: string;
  readonly children?: ReactNode;
  readonly className?: string;
}

/** Something to know, with what to do about it. */
export function Notice({ tone, title, children, className }: NoticeProps) {
  const { look, text, Icon } = tones[tone];
  return (
    <div className={cn("flex gap-3 rounded-lg px-4 py-3", look, className)}>
      <Icon aria-hidden className={cn("mt-0.5 size-5 shrink-0", text)} />
      <div className="min-w-0 flex-1">
        <p className={cn("font-semibold wrap-anywhere", text)}>{title}</p>
        {children !== undefined && <div className="mt-0.5 text-sm wrap-anywhere">{children}</div>}
      </div>
    </div>
  );
}
