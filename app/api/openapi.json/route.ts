import { env } from "@/lib/env";
import { openApiDocument } from "@/lib/http/openapi";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";

export const GET = route(() => Promise.resolve(respond(openApiDocument(env().version))));
