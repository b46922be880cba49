import type { CorrectionRule } from "@/lib/contract/corrections";
import { actionWords } from "./action-words";
import { countOf } from "./amount-text";
import { sentenceCase, shortAddress, shortHash } from "./chain-text";

type About = CorrectionRule["about"];

/** The first of what is shared, and how many more there are. */
function sharedText({ shared }: About, short: (text: string) => string): string {
  const [first = "", ...more] = shared;
  return more.length === 0 ? short(first) : `${short(first)} and ${countOf(more.length)} more`;
}

/** What a rule is about, to stand after "All transactions that …". */
function aboutText(about: About): string {
  switch (about.kind) {
    case "contract":
      return `${moved[about.direction] ?? "leave value"} at contract ${sharedText(about, shortHash)}`;
    case "contract_left":
      return `take value out of contract ${sharedText(about, shortHash)}`;
    case "mint":
      return `mint or burn under policy ${sharedText(about, shortHash)}`;
    case "certificates":
      return `carry ${about.shared.map((kind) => sentenceCase(kind).toLowerCase()).join(", ")}`;
    case "party":
      return `${about.direction === "out" ? "go to" : "come from"} ${sharedText(about, shortAddress)}`;
    case "tokens":
      return `bring tokens of policy ${sharedText(about, shortHash)}`;
    case "vote":
      return "cast a governance vote";
    case "withdrawal":
      return "only withdraw rewards";
    case "self":
      return "move nothing out of the wallet";
    case "failed":
      return "are failed scripts";
  }
}

const moved: Readonly<Record<string, string>> = {
  in: "bring something and leave value",
  out: "put value",
  both: "exchange value",
};

/** A rule as one sentence. */
export function ruleText({ about, action, spam }: CorrectionRule): string {
  const verdict = action !== null ? `are called “${actionWords[action]}”` : spam === true ? "are spam" : "are not spam";
  return `All transactions that ${aboutText(about)} ${verdict}`;
}
