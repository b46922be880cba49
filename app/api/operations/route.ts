import { respond } from "@/lib/http/respond";
import { withOperator } from "@/lib/operator/with-operator";
import { readOperations } from "@/lib/operator/read-operations";

export const GET = withOperator(async () => respond(await readOperations(new Date())));
