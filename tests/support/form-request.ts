import { NextRequest } from "next/server";

/** What a browser sends for a form without script, to a page of this site. */
export function formRequest(path: string, fields: Readonly<Record<string, string>>, session: string): NextRequest {
  return new NextRequest(`http://localhost:3000${path}`, {
    method: "POST",
    headers: {
      ...{ host: "localhost:3000", origin: "http://localhost:3000", "sec-fetch-site": "same-origin" },
      ...{ cookie: `session=${session}`, "content-type": "application/x-www-form-urlencoded" },
    },
    body: new URLSearchParams(fields).toString(),
  });
}
