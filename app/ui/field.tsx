import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const look =
  "w-full min-w-0 rounded-lg border border-field bg-surface px-3 text-ink text-ellipsis placeholder:text-muted disabled:opacity-60 aria-invalid:border-bad";

interface TextFieldProps extends ComponentProps<"input"> {
  readonly isTall?: boolean;
}

export function TextField({ isTall = false, className, ...rest }: TextFieldProps) {
  return <input className={cn(look, isTall ? "h-12" : "h-10", className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={cn(look, "min-h-20 py-2", className)} {...rest} />;
}

export function SelectField({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className="relative block">
      <select className={cn(look, "h-10 appearance-none pr-9", className)} {...rest} />
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-muted" />
    </span>
  );
}
