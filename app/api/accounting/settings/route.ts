import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { accountingSettings } from "@/lib/contract/accounting";
import { readSettings, saveSettings } from "@/lib/gains/settings-store";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user }) => respond(await readSettings(user.id)));

export const PUT = withUser(async ({ user, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  const settings = await body(accountingSettings);
  await saveSettings(user.id, settings, Date.now());
  return respond(settings);
});
