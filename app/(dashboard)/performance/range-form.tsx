import { RangePicker } from "@/app/chart/range-picker";
import { Button } from "@/app/ui/button";
import { TextField } from "@/app/ui/field";
import { performanceRanges, type AskedRange } from "@/app/words/performance-range";

interface RangeFormProps {
  readonly asked: AskedRange;
  readonly wallet: string | undefined;
}

/** Which range is told: one with a name by a link, any other by its days in a plain form. */
export function RangeForm({ asked, wallet }: RangeFormProps) {
  const { from, to } = asked.range === null ? asked : {};
  return (
    <div className="mb-5 flex flex-wrap items-end gap-x-6 gap-y-3">
      <RangePicker
        chosen={asked.range}
        ranges={performanceRanges}
        pathname="/performance"
        {...(wallet !== undefined && { query: { wallet } })}
      />
      <form
        // Fields that the browser keeps would not follow the address.
        key={`${from ?? ""} ${to ?? ""}`}
        method="post"
        action="/forms/performance"
        aria-label="Range by days"
        className="flex min-w-0 flex-wrap items-end gap-2 max-sm:w-full"
      >
        {wallet !== undefined && <input type="hidden" name="wallet" value={wallet} />}
        <Day name="from" label="First day (UTC)" value={from} />
        <Day name="to" label="Last day (UTC)" value={to} />
        <Button type="submit" className="max-sm:w-full">
          Show
        </Button>
      </form>
    </div>
  );
}

interface DayProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
}

function Day({ name, label, value }: DayProps) {
  return (
    <label className="min-w-0 text-sm max-sm:flex-1">
      <span className="mb-1 block text-muted">{label}</span>
      <TextField type="date" name={name} defaultValue={value} />
    </label>
  );
}
