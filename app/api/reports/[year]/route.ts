import { createElement } from "react";
import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { reportQuery, reportYear } from "@/lib/contract/accounting";
import { notFound } from "@/lib/contract/app-error";
import { readReport } from "./read-report";
import { ReportDocument } from "./report-document";

export const maxDuration = 60;

export const GET = withUser<{ year: string }>(async ({ user, params, query, request }) => {
  const year = reportYear.safeParse(params.year).data;
  if (year === undefined) throw notFound("year");
  const { wallet } = query(reportQuery);
  await limitCalls("export-history", request.headers, new Date(), user.id);
  const report = await readReport(user.id, year, wallet);
  // Next lets no module of a route import it by name.
  const { renderToStaticMarkup } = await import("react-dom/server");
  const html = renderToStaticMarkup(createElement(ReportDocument, { report, madeAt: new Date() }));
  return new Response(`<!doctype html>${html}`, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "x-report-manifest": report.manifest,
    },
  });
});
