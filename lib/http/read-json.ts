import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { invalidRequest } from "@/lib/http/as-app-error";
import { isFlat } from "@/lib/http/is-flat";
import { readBody } from "@/lib/http/read-body";
import { storable } from "@/lib/http/storable";

/**
 * The JSON body, checked by `schema`.
 * Throws `payload_too_large` past 100 KB (without reading on), and `invalid_request` or a ZodError for anything else.
 */
export async function readJson<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const text = await readBody(request, limits.bodyBytes);
  if (!isFlat(text, limits.jsonDepth))
    throw invalidRequest([{ field: "body", reason: `Nested deeper than ${limits.jsonDepth} levels` }]);
  return schema.parse(parse(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, storable);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    // The parser's own words repeat a piece of the body, which may be a secret.
    const reason = text === "" ? "A JSON body is needed" : "Not JSON";
    throw invalidRequest([{ field: "body", reason }]);
  }
}
