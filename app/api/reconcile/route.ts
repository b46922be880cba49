import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { limits } from "@/lib/contract/limits";
import { reconcileQuery } from "@/lib/contract/reconcile";
import { reconcileFile } from "@/lib/gains/reconcile-file";
import { invalidRequest } from "@/lib/http/as-app-error";
import { readBytes } from "@/lib/http/read-body";
import { respond } from "@/lib/http/respond";

export const maxDuration = 60;

export const POST = withUser(async ({ user, query, request }) => {
  const { wallet = null } = query(reconcileQuery);
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "text/csv")
    throw invalidRequest([{ field: "content-type", reason: "Send the file itself, as text/csv" }]);
  await limitCalls("reconcile", request.headers, new Date(), user.id);
  const bytes = await readBytes(request, limits.reconciledBytes);
  return respond(await reconcileFile(user.id, bytes, wallet));
});
