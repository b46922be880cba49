import type { EventWord } from "@/lib/contract/transaction-events";
import { moneyText } from "./money-text";

type Kind = NonNullable<EventWord["kind"]>;

/** What a person can say that a movement was, what follows for what they gained, and whether it is said of what came, went, or both. */
export const legKindWords = {
  income: { of: "came", short: "income", text: "Income, at its worth" },
  gift: { of: "both", short: "a gift", text: "A gift: nothing is sold or earned" },
  payment: { of: "went", short: "a payment", text: "A payment: sold at its worth" },
  lost: { of: "went", short: "lost or stolen", text: "Lost or stolen: gone for nothing" },
  own_transfer: { of: "both", short: "your own", text: "Your own: to or from an exchange or another wallet of yours" },
  ignore: { of: "both", short: "left out", text: "Leave it out: no gain, and no income" },
} as const satisfies Record<
  Kind,
  { readonly of: "came" | "went" | "both"; readonly short: string; readonly text: string }
>;

/** Those that what came, or what went, can be. */
export function legKinds(isIn: boolean): Kind[] {
  const kinds = Object.keys(legKindWords) as Kind[];
  return kinds.filter((kind) => legKindWords[kind].of !== (isIn ? "went" : "came"));
}

/** `You said: a gift, worth €12.00, that cost €3.00.` */
export function saidText({ kind, value, basis, currency }: EventWord): string {
  const money = (text: string) => (currency === null ? text : moneyText(shortened(text), currency));
  const parts = [
    ...(kind === null ? [] : [legKindWords[kind].short]),
    ...(value === null ? [] : [`worth ${money(value)}`]),
    ...(basis === null ? [] : [`that cost ${money(basis)}`]),
  ];
  return `You said: ${parts.join(", ")}`;
}

/** As exact as money is shown. */
const shortened = (decimal: string): string => decimal.replace(/(\.\d{6})\d+$/, "$1");

/** What a form about a leg says, to be looked at by `eventWord`. */
export function wordEntered(field: (name: string) => string) {
  const [kind, value, basis] = ["kind", "value", "basis"].map((name) => field(name).trim() || null);
  const hasMoney = (value ?? basis ?? null) !== null;
  return { kind, value, basis, currency: hasMoney ? field("currency") : null };
}
