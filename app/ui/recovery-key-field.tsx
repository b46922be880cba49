import type { ComponentProps } from "react";
import { recoveryKeyUser } from "@/app/browser/save-recovery-key";
import { TextField } from "./field";

interface RecoveryKeyFieldProps extends ComponentProps<"input"> {
  readonly id: string;
  readonly label: string;
}

/** Where a recovery key is entered; password managers find it by the name that it was saved under. */
export function RecoveryKeyField({ id, label, ...rest }: RecoveryKeyFieldProps) {
  return (
    <div className="min-w-0 flex-1">
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div aria-hidden className="sr-only">
        <input type="text" autoComplete="username" tabIndex={-1} readOnly value={recoveryKeyUser} />
      </div>
      <TextField
        id={id}
        type="password"
        autoComplete="current-password"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        className="font-mono"
        {...rest}
      />
    </div>
  );
}
