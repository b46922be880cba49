import type { RelabelAnswer } from "@/lib/contract/relabel";
import { countedTransactions } from "@/lib/contract/transactions";
import { countOf, countUpTo } from "./amount-text";

type State = Pick<RelabelAnswer, "status" | "stale" | "total" | "checked" | "skipped" | "changed">;

export function isLabelling({ status }: Pick<State, "status">): boolean {
  return status === "checking" || status === "applying";
}

/** Nothing to tell where everything is labelled by today's rules, but for what they had nothing to go by. */
export function isRelabelDue({ status, stale }: Pick<State, "status" | "stale">): boolean {
  return stale > 0 && status !== "done";
}

function transactions(count: number): string {
  return `${countOf(count)} ${count === 1 ? "transaction" : "transactions"}`;
}

/** Where a re-labelling stands, and what it means. */
export function relabelText(state: State): { readonly title: string; readonly text: string } {
  const { status, stale, total, checked, changed } = state;
  switch (status) {
    case "none":
      return {
        title: "This app has learned to read more transactions",
        text: `${countUpTo(stale, countedTransactions)} ${stale === 1 ? "transaction" : "transactions"} ${stale === 1 ? "was" : "were"} labelled by an older version. See first what would change; what you wrote yourself stays in any case.`,
      };
    case "checking":
      return {
        title: "Looking at what would change",
        text: `${countOf(checked)} of ${transactions(total)} looked at.`,
      };
    case "ready":
      return {
        title: changed === 0 ? "This update changes no label" : `This update re-labels ${transactions(changed)}`,
        text: `${skippedText(state)}What you wrote yourself stays.${changed === 0 ? " Apply it, so that your rules for similar transactions see all of them." : ""}`,
      };
    case "applying":
      return {
        title: "Re-labelling",
        text: `${countOf(checked)} of ${transactions(total)} done. You can close this page.`,
      };
    case "done":
      return { title: "Labels are up to date", text: skippedText(state) };
    case "failed":
      return {
        title: "Re-labelling stopped",
        text: "Nothing is lost: what was labelled stays, the rest can be tried again.",
      };
  }
}

function skippedText({ skipped }: State): string {
  return skipped === 0
    ? ""
    : `${transactions(skipped)} cannot be read without asking the chain and keep their labels. `;
}
