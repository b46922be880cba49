import { asFormUser } from "@/lib/auth/as-form-user";
import { accountingSettings, type AccountingSettings } from "@/lib/contract/accounting";
import { readSettings, saveSettings } from "@/lib/gains/settings-store";
import { asAppError } from "@/lib/http/as-app-error";
import { formRoute, seeOther } from "@/lib/http/form-route";
import { enteredFields, readEntered, settingsEntered } from "@/app/words/tax-form";
import { readTaxPlace, taxPath } from "@/app/words/tax-place";

/**
 * The rules by which gains are told, saved without script, and a tax year closed or opened again: leads back to the page. What was
 * entered and refused comes along, and the page says at each field why.
 */
export const POST = formRoute(
  (trouble) => (trouble === "unauthenticated" ? "/sign-in" : `/tax?trouble=${trouble}`),
  async ({ request, field }) => {
    const place = readTaxPlace({ year: field("year"), wallet: field("wallet") });
    const [task, entered] = [field("do"), readEntered(field)];
    const change = async (userId: string) => {
      const settings = await readSettings(userId);
      const changed =
        task === "save"
          ? accountingSettings.parse(settingsEntered(entered, settings.closedYears))
          : { ...settings, closedYears: yearsClosed(settings, Number(field("of")), task === "close") };
      await saveSettings(userId, changed, Date.now());
    };
    try {
      await asFormUser(request, change);
    } catch (error) {
      if (task !== "save" || asAppError(error).code !== "invalid_request") throw error;
      return seeOther(`${taxPath(place, [["refused", "1"], ...enteredFields(entered)])}#settings`);
    }
    return seeOther(task === "save" ? `${taxPath(place, [["saved", "1"]])}#settings` : taxPath(place));
  },
);

function yearsClosed({ closedYears }: AccountingSettings, year: number, isClosed: boolean): number[] {
  const others = closedYears.filter((each) => each !== year);
  return isClosed ? [...others, year].toSorted((a, b) => a - b) : others;
}
