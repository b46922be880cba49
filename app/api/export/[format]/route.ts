import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { notFound } from "@/lib/contract/app-error";
import { exportFormat, exportQuery } from "@/lib/contract/exports";
import type { ExportFormat } from "@/lib/exports/export-format";
import { exportHistory } from "@/lib/gains/export-history";

export const maxDuration = 60;

const files: Readonly<Record<ExportFormat, readonly [ending: string, type: string]>> = {
  koinly: ["csv", "text/csv; charset=utf-8"],
  cointracker: ["csv", "text/csv; charset=utf-8"],
  coinledger: ["csv", "text/csv; charset=utf-8"],
  blockpit: ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  cointracking: ["csv", "text/csv; charset=utf-8"],
  summ: ["csv", "text/csv; charset=utf-8"],
  "form-8949": ["csv", "text/csv; charset=utf-8"],
  generic: ["csv", "text/csv; charset=utf-8"],
  beancount: ["beancount", "text/plain; charset=utf-8"],
  json: ["json", "application/json; charset=utf-8"],
};

export const GET = withUser<{ format: string }>(async ({ user, params, query, request }) => {
  const format = exportFormat.safeParse(params.format).data;
  if (format === undefined) throw notFound("format");
  const asked = query(exportQuery);
  await limitCalls("export-history", request.headers, new Date(), user.id);
  const { chunks, manifest, residue } = await exportHistory(user.id, format, asked);
  const [ending, type] = files[format];
  const of = asked.year === undefined ? "" : `-${String(asked.year)}`;
  return new Response(streamOf(chunks), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="cardano-${format}${of}.${ending}"`,
      "cache-control": "no-store",
      "x-report-manifest": manifest,
      ...(residue !== "" && { "x-report-residue": residue }),
    },
  });
});

const streamOf = (chunks: readonly Uint8Array<ArrayBuffer>[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
