import { respondEmpty } from "@/lib/http/respond";
import { withOperator } from "@/lib/operator/with-operator";
import { retryDeadLetter } from "@/lib/operator/dead-letters";

export const POST = withOperator<{ id: string }>(async ({ params }) => {
  await retryDeadLetter(params.id);
  return respondEmpty();
});
