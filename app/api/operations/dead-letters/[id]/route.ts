import { respondEmpty } from "@/lib/http/respond";
import { withOperator } from "@/lib/operator/with-operator";
import { dropDeadLetter } from "@/lib/operator/dead-letters";

export const DELETE = withOperator<{ id: string }>(async ({ params }) => {
  await dropDeadLetter(params.id);
  return respondEmpty();
});
