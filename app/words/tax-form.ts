import type { AccountingSettings } from "@/lib/contract/accounting";
import { taxChoices } from "./tax-settings";

/** What stands in the fields of the settings' form, as text. */
export interface EnteredSettings {
  readonly choices: Readonly<Record<string, string>>;
  readonly longTermAfterDays: string;
  readonly startMonth: string;
  readonly startDay: string;
  /** By their lines; the first one holds for all years before, too. */
  readonly methods: readonly { readonly fromYear: string; readonly method: string }[];
}

const mostMethods = 40;
/** As long as anything that makes sense in a field. */
const fieldCharacters = 20;

/** The settings as their form shows them. */
export function enteredOf(settings: AccountingSettings): EnteredSettings {
  return {
    choices: Object.fromEntries(taxChoices.map(({ name }) => [name, settings[name]])),
    longTermAfterDays: settings.longTermAfterDays?.toString() ?? "",
    startMonth: settings.taxYearStart.slice(0, 2),
    startDay: String(Number(settings.taxYearStart.slice(3))),
    methods: settings.methods.map(({ fromYear, method }) => ({ fromYear: String(fromYear), method })),
  };
}

/** Reads the fields that a form or an address has; empty where one is not there. */
export function readEntered(field: (name: string) => string): EnteredSettings {
  const read = (name: string) => field(name).trim().slice(0, fieldCharacters);
  const lines = Array.from({ length: mostMethods }, (_, line) => ({
    fromYear: read(`fromYear${line}`),
    method: read(`method${line}`),
  }));
  return {
    choices: Object.fromEntries(taxChoices.map(({ name }) => [name, read(name)])),
    longTermAfterDays: read("longTermAfterDays"),
    startMonth: read("startMonth"),
    startDay: read("startDay"),
    methods: lines.filter(({ fromYear, method }, line) => method !== "" && (line === 0 || fromYear !== "")),
  };
}

/** The same as fields: what `readEntered` reads. */
export function enteredFields({ choices, methods, ...rest }: EnteredSettings): [name: string, value: string][] {
  const lines = methods.flatMap(({ fromYear, method }, line): [string, string][] => [
    [`fromYear${line}`, fromYear],
    [`method${line}`, method],
  ]);
  return [...Object.entries(choices), ...Object.entries(rest), ...lines];
}

/** What the schema of settings is asked about. The years that are closed are no field of the form. */
export function settingsEntered(entered: EnteredSettings, closedYears: readonly number[]): unknown {
  const { choices, longTermAfterDays, startMonth, startDay } = entered;
  return {
    ...choices,
    methods: methodsEntered(entered),
    longTermAfterDays: longTermAfterDays === "" ? null : whole(longTermAfterDays),
    taxYearStart: `${startMonth.padStart(2, "0")}-${startDay.padStart(2, "0")}`,
    closedYears,
  };
}

/** In the order of their years. The first line has no year of its own: it holds until the next one, whenever that is. */
function methodsEntered({ methods: [first, ...later] }: EnteredSettings) {
  if (first === undefined) return [];
  const lines = later.map(({ fromYear, method }) => ({ fromYear: whole(fromYear), method }));
  const years = lines.flatMap(({ fromYear }) => (typeof fromYear === "number" ? [fromYear] : []));
  const own = whole(first.fromYear);
  const begin = typeof own === "number" ? Math.min(own, ...years.map((year) => year - 1)) : own;
  return [
    { fromYear: begin, method: first.method },
    ...lines.toSorted((a, b) => Number(a.fromYear) - Number(b.fromYear)),
  ];
}

const whole = (text: string): number | string => (/^\d{1,9}$/.test(text) ? Number(text) : text);
