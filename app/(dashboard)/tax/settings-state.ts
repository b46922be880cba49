import { accountingSettings, type AccountingSettings } from "@/lib/contract/accounting";
import { changedOfClosed } from "@/lib/gains/closed-years";
import { firstParam, type RawParams } from "@/app/words/activity-filters";
import { enteredOf, readEntered, settingsEntered, type EnteredSettings } from "@/app/words/tax-form";
import { refusalsByField } from "@/app/words/tax-settings";

export interface SettingsState {
  readonly entered: EnteredSettings;
  /** Why what was entered was not taken, by its field. */
  readonly refusals: ReadonlyMap<string, string>;
}

/** What the form shows: the settings that hold, or those that were just refused, judged as the server judged them. */
export function settingsState(settings: AccountingSettings, params: RawParams, nowMs: number): SettingsState {
  const held = { entered: enteredOf(settings), refusals: new Map<string, string>() };
  if (firstParam(params, "refused") !== "1") return held;
  const entered = readEntered((name) => firstParam(params, name) ?? "");
  const parsed = accountingSettings.safeParse(settingsEntered(entered, settings.closedYears));
  const issues = parsed.success
    ? changedOfClosed(settings, parsed.data, nowMs).map((issue) => ({ ...issue, isWords: true }))
    : parsed.error.issues.map(({ path, message, code }) => ({
        field: path.join("."),
        reason: message,
        isWords: code === "custom",
      }));
  return issues.length === 0 ? held : { entered, refusals: refusalsByField(issues) };
}
