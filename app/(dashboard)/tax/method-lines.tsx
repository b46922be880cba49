import { SelectField, TextField } from "@/app/ui/field";
import type { EnteredSettings } from "@/app/words/tax-form";
import { methodWords, otherHelp } from "@/app/words/tax-settings";
import { Refusal } from "./setting-field";

interface MethodLinesProps {
  readonly methods: EnteredSettings["methods"];
  readonly refusal: string | undefined;
}

/** The method of each stretch of years, and an empty line for one more: without a year it says nothing. */
export function MethodLines({ methods, refusal }: MethodLinesProps) {
  const last = methods.at(-1)?.method ?? "fifo";
  const [first, ...later] = methods;
  const lines = [...later, { fromYear: "", method: last }];
  return (
    <fieldset aria-describedby={refusal === undefined ? "methods-help" : "methods-refusal methods-help"}>
      <legend className="text-sm font-medium">Method</legend>
      <p id="methods-help" className="mb-2 max-w-2xl text-sm text-muted">
        {otherHelp.methods}
      </p>
      <div className="max-w-2xl space-y-2">
        <input type="hidden" name="fromYear0" value={first?.fromYear ?? ""} />
        <Line line={0} label="At first" method={first?.method ?? "fifo"} isWrong={refusal !== undefined} />
        {lines.map(({ fromYear, method }, index) => (
          <Line
            key={index}
            line={index + 1}
            label="From tax year"
            method={method}
            fromYear={fromYear}
            isWrong={refusal !== undefined}
          />
        ))}
      </div>
      <Refusal id="methods-refusal" text={refusal} />
      <p className="mt-1 text-sm text-muted">
        To add a change, write the year it begins in; empty the year to take one away.
      </p>
    </fieldset>
  );
}

interface LineProps {
  readonly line: number;
  readonly label: string;
  readonly method: string;
  /** Undefined for the first, which has none of its own. */
  readonly fromYear?: string;
  readonly isWrong: boolean;
}

function Line({ line, label, method, fromYear, isWrong }: LineProps) {
  const name = line === 0 ? "Method at first" : `Method of line ${line}`;
  return (
    <div className="grid items-center gap-2 sm:grid-cols-[13rem_1fr]">
      <span className="flex items-center justify-between gap-2 text-sm">
        <span aria-hidden={fromYear !== undefined} className="whitespace-nowrap">
          {label}
        </span>
        {fromYear !== undefined && (
          <span className="w-24">
            <TextField
              name={`fromYear${line}`}
              aria-label={`From tax year, line ${line}`}
              aria-invalid={isWrong}
              inputMode="numeric"
              autoComplete="off"
              maxLength={4}
              placeholder="year"
              defaultValue={fromYear}
            />
          </span>
        )}
      </span>
      <SelectField name={`method${line}`} aria-label={name} aria-invalid={isWrong} defaultValue={method}>
        {Object.entries(methodWords).map(([value, { long }]) => (
          <option key={value} value={value}>
            {long}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
