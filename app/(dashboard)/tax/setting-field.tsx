import type { ReactNode } from "react";

interface Told {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string;
}

interface SettingFieldProps {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  /** Why what was entered was not taken. */
  readonly refusal: string | undefined;
  /** The field itself, which is told what describes it. */
  readonly children: (told: Told) => ReactNode;
}

/** A setting with its sentence, and with the reason beside it where it was refused. */
export function SettingField({ name, label, help, refusal, children }: SettingFieldProps) {
  const [id, helpId, refusalId] = [`set-${name}`, `set-${name}-help`, `set-${name}-refusal`];
  const describedBy = refusal === undefined ? helpId : `${refusalId} ${helpId}`;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {children({ id, "aria-invalid": refusal !== undefined, "aria-describedby": describedBy })}
      <Refusal id={refusalId} text={refusal} />
      <p id={helpId} className="mt-1 text-sm text-muted">
        {help}
      </p>
    </div>
  );
}

export function Refusal({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p id={id} className="mt-1 text-sm font-medium text-bad">
      {text}
    </p>
  );
}
