import { currencies } from "@/lib/contract/currencies";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";

export const GET = route(() => Promise.resolve(respond({ currencies })));
