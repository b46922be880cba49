import { recoveryKeyUser } from "@/app/browser/save-recovery-key";
import { TextField } from "./field";

interface RecoveryKeyFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly invalid?: boolean;
  readonly describedBy?: string;
}

/** Where a recovery key is entered; password managers find it by the name that it was saved under. */
export function RecoveryKeyField({ id, label, value, onChange, invalid = false, describedBy }: RecoveryKeyFieldProps) {
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
        spellCheck={false}
        required
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className="font-mono"
      />
    </div>
  );
}
