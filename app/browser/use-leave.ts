import { useRouter } from "next/navigation";
import type { LeavePath } from "./leave";
import { tell } from "./tell";

/** Ends what `path` names and goes back to the front page; says so where it fails. */
export function useLeave(path: LeavePath): () => Promise<void> {
  const router = useRouter();
  return async () => {
    // The way out stands on every page, and is taken from the last alone.
    const trouble = await import("./leave").then(
      ({ leave }) => leave(path),
      () => "The server cannot be reached. Check your connection and try again.",
    );
    if (trouble !== null) {
      tell.error(trouble);
      return;
    }
    router.push("/");
    router.refresh();
  };
}
