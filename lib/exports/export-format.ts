/** The formats of `GET /api/export/{format}`. */
export const exportFormats = [
  "koinly",
  "cointracker",
  "coinledger",
  "blockpit",
  "cointracking",
  "summ",
  "form-8949",
  "generic",
  "beancount",
  "json",
] as const;
export type ExportFormat = (typeof exportFormats)[number];
