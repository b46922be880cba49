import { z } from "zod";
import { askedTime, id } from "@/lib/contract/primitives";
import { exportFormats } from "@/lib/exports/export-format";

export { exportFormats, type ExportFormat } from "@/lib/exports/export-format";

export const exportFormat = z.enum(exportFormats);

/** A tax year of the accounting settings, or a range; neither: all of the time. */
export const exportQuery = z.strictObject({
  wallet: id.optional(),
  year: z.coerce.number().int().min(2009).max(2200).optional(),
  from: askedTime.optional(),
  to: askedTime.optional(),
});
export type ExportQuery = z.output<typeof exportQuery>;
