import { CronExpressionParser } from "cron-parser";
import { ApiError } from "@/dev/qstash/api-error";

const FIELD = /^[\d*/,\-A-Za-z]+$/;
const ZONE = /^CRON_TZ=(\S+)\s+/;

/**
 * The first minute after `from` (unix ms) that the expression names: five fields in UTC, or `CRON_TZ=<zone>` and five fields.
 * Throws ApiError 400 when the expression is none.
 */
export function nextCronTime(expression: string, from: number): number {
  const zone = ZONE.exec(expression)?.[1] ?? "UTC";
  const fields = expression.replace(ZONE, "").trim().split(/\s+/);
  if (fields.length !== 5 || !fields.every((field) => FIELD.test(field))) {
    throw new ApiError(400, `invalid cron expression "${expression}": five fields are expected`);
  }
  try {
    return CronExpressionParser.parse(fields.join(" "), { currentDate: new Date(from), tz: zone })
      .next()
      .getTime();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(400, `invalid cron expression "${expression}": ${reason}`);
  }
}
