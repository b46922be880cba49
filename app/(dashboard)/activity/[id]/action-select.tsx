import type { ComponentProps } from "react";
import { SelectField } from "@/app/ui/field";
import { actionGroups } from "@/app/words/action-groups";
import { actionWords, type Action } from "@/app/words/action-words";

interface ActionSelectProps extends Omit<ComponentProps<typeof SelectField>, "value" | "onChange" | "children"> {
  /** Null where the reader leaves it to us. */
  readonly value: Action | null;
  /** What it is called without the reader's word, and by whom. */
  readonly unsaid: Action;
  readonly source: string;
  readonly onChange: (action: Action | null) => void;
}

/** All actions, to choose from; the first choice takes the reader's word back. */
export function ActionSelect({ value, unsaid, source, onChange, ...field }: ActionSelectProps) {
  return (
    <SelectField
      {...field}
      value={value ?? ""}
      onChange={({ target }) => onChange(target.value === "" ? null : (target.value as Action))}
    >
      <option value="">
        {actionWords[unsaid]} ({source})
      </option>
      {actionGroups.map(([name, members]) => (
        <optgroup key={name} label={name}>
          {members.map((each) => (
            <option key={each} value={each}>
              {actionWords[each]}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}
