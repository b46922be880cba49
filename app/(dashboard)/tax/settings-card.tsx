import { Button } from "@/app/ui/button";
import { Card, CardHead } from "@/app/ui/card";
import { SelectField, TextField } from "@/app/ui/field";
import { Notice } from "@/app/ui/notice";
import { monthNames, otherHelp, taxChoices } from "@/app/words/tax-settings";
import type { TaxPlace } from "@/app/words/tax-place";
import { MethodLines } from "./method-lines";
import { PlaceFields } from "./place-fields";
import { SettingField } from "./setting-field";
import type { SettingsState } from "./settings-state";

interface SettingsCardProps {
  readonly state: SettingsState;
  readonly place: TaxPlace;
  readonly isSaved: boolean;
}

/** By which rules gains are told: a form that needs no script. */
export function SettingsCard({ state, place, isSaved }: SettingsCardProps) {
  const { entered, refusals } = state;
  return (
    <Card id="settings" aria-labelledby="settings-title" className="scroll-mt-20 print:hidden">
      <CardHead id="settings-title" title="Rules" />
      <form method="post" action="/forms/accounting" noValidate className="space-y-6 p-4 sm:p-5">
        <div role="status" className="empty:hidden">
          {isSaved && refusals.size === 0 && <Notice tone="info" title="Saved. All figures follow these rules now." />}
        </div>
        {refusals.size > 0 && (
          <div role="alert">
            <Notice tone="bad" title="Nothing was saved">
              {[...refusals.values()].join(". ")}.
            </Notice>
          </div>
        )}
        <PlaceFields place={place} />
        <MethodLines methods={entered.methods} refusal={refusals.get("methods")} />
        <div className="grid gap-x-6 gap-y-5 md:grid-cols-2">
          {taxChoices.map(({ name, label, help, options }) => (
            <SettingField key={name} name={name} label={label} help={help} refusal={refusals.get(name)}>
              {(told) => (
                <SelectField {...told} name={name} defaultValue={entered.choices[name]}>
                  {options.map(({ value, text }) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </SelectField>
              )}
            </SettingField>
          ))}
          <OtherFields state={state} />
        </div>
        <Button type="submit" tone="primary" name="do" value="save">
          Save the rules
        </Button>
      </form>
    </Card>
  );
}

function OtherFields({ state: { entered, refusals } }: Pick<SettingsCardProps, "state">) {
  return (
    <>
      <SettingField
        name="longTermAfterDays"
        label="Long term after (days)"
        help={otherHelp.longTermAfterDays}
        refusal={refusals.get("longTermAfterDays")}
      >
        {(told) => (
          <TextField
            {...told}
            name="longTermAfterDays"
            inputMode="numeric"
            autoComplete="off"
            maxLength={5}
            defaultValue={entered.longTermAfterDays}
          />
        )}
      </SettingField>
      <SettingField
        name="startDay"
        label="Tax year begins on"
        help={otherHelp.taxYearStart}
        refusal={refusals.get("taxYearStart")}
      >
        {(told) => (
          <span className="grid grid-cols-[5rem_1fr] gap-2">
            <TextField
              {...told}
              name="startDay"
              inputMode="numeric"
              autoComplete="off"
              maxLength={2}
              defaultValue={entered.startDay}
            />
            <SelectField name="startMonth" aria-label="Month" defaultValue={entered.startMonth}>
              {monthNames.map((name, month) => (
                <option key={name} value={String(month + 1).padStart(2, "0")}>
                  {name}
                </option>
              ))}
            </SelectField>
          </span>
        )}
      </SettingField>
    </>
  );
}
