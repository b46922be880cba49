import Fraction from "fraction.js";
import { z } from "zod";
import type { AccountingEvent, Money } from "@/lib/accounting/accounting-event";
import { methods, type AccountingRules } from "@/lib/accounting/rules";

const amount = z
  .string()
  .regex(/^-?\d+(\.\d+|\/[1-9]\d*)?$/, "is no decimal")
  .transform((text) => new Fraction(text));
const quantity = amount.refine((value) => value.compare(0n) > 0, "must be more than zero");
const leftOver = amount.refine((value) => value.compare(0n) >= 0, "must not be less than zero");
const money = amount.nullish().transform((value) => value ?? null);
const at = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const place = { id: z.string().min(1), at, wallet: z.string().default("") };
const priced = { ...place, asset: z.string().min(1), quantity, value: money, spotPrice: money, feeValue: money };
const part = z.object({ asset: z.string().min(1), quantity, value: money });

const event = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("acquire"), ...priced }),
  z.object({ kind: z.literal("income"), ...priced }),
  z.object({
    kind: z.literal("dispose"),
    ...priced,
    feeAsset: z.string().optional(),
    feeQuantity: leftOver.optional(),
    treatment: z.enum(["no-gain-no-loss", "not-realised"]).optional(),
  }),
  z.object({ kind: z.literal("fee"), ...priced }),
  z
    .object({ kind: z.literal("transfer"), ...priced, toWallet: z.string(), received: leftOver })
    .refine(({ quantity: sent, received }) => received.compare(sent) <= 0, {
      error: "must not be more than was sent",
      path: ["received"],
    }),
  z.object({ kind: z.literal("swap"), ...place, sent: part, received: part }),
  z.object({ kind: z.literal("split"), id: place.id, at, asset: z.string().min(1), ratio: quantity }),
]);
type GoldenEvent = z.infer<typeof event>;

const goldenCase = z.object({
  schema: z.literal("golden-cost-basis/1"),
  id: z.string().min(1),
  method: z.enum(methods),
  scope: z.enum(["universal", "wallet"]),
  options: z
    .object({
      onShortfall: z.enum(["error", "zero-cost"]).default("error"),
      longTermAfterDays: z.coerce.number().nonnegative().optional(),
      hifoKey: z.enum(["unit-cost", "spot-price"]).default("unit-cost"),
      missingPrice: z.literal("zero").optional(),
    })
    .prefault({}),
  events: z.array(event),
});

/** A history with the rules by which it is to be told. */
export interface GoldenCase {
  readonly id: string;
  readonly rules: AccountingRules;
  /** In the order in which they happened. */
  readonly events: readonly AccountingEvent[];
  /** How many smallest units one of an asset has: as many as make every amount whole. */
  readonly scaleOf: (asset: string) => bigint;
}

/** Reads a case of the schema `golden-cost-basis/1`. Throws a ZodError that names what is wrong. */
export function readGoldenCase(text: string): GoldenCase {
  const { id, method, scope, options, events } = goldenCase.parse(JSON.parse(text));
  const scales = scalesOf(events);
  const scaleOf = (asset: string) => scales.get(asset) ?? 1n;
  const inOrder = events.toSorted((a, b) => a.at - b.at);
  const rules: AccountingRules = {
    method,
    scope,
    onShortfall: options.onShortfall,
    longTermAfterDays: options.longTermAfterDays ?? null,
    rankedBy: options.hifoKey === "spot-price" ? "price" : "unit-cost",
  };
  const units = new Units(scaleOf, options.missingPrice === "zero" ? new Fraction(0n) : null);
  return { id, rules, scaleOf, events: inOrder.flatMap((each) => eventsOf(each, units)) };
}

/** All amounts of assets that an event names. */
function amountsOf(event: GoldenEvent): { asset: string; amounts: Fraction[] }[] {
  switch (event.kind) {
    case "swap":
      return [event.sent, event.received].map(({ asset, quantity }) => ({ asset, amounts: [quantity] }));
    case "split":
      return [];
    case "transfer":
      return [{ asset: event.asset, amounts: [event.quantity, event.received] }];
    case "dispose":
      return [{ asset: event.asset, amounts: [event.quantity, ...(event.feeQuantity ? [event.feeQuantity] : [])] }];
    case "acquire":
    case "income":
    case "fee":
      return [{ asset: event.asset, amounts: [event.quantity] }];
  }
}

function scalesOf(events: readonly GoldenEvent[]): Map<string, bigint> {
  const scales = new Map<string, bigint>();
  for (const { asset, amounts } of events.flatMap(amountsOf))
    scales.set(
      asset,
      amounts.reduce((scale, { d }) => scale * new Fraction(d, scale).n, scales.get(asset) ?? 1n),
    );
  // Whole before and after every split, in either direction.
  for (const event of events)
    if (event.kind === "split")
      scales.set(event.asset, (scales.get(event.asset) ?? 1n) * event.ratio.n * event.ratio.d);
  return scales;
}

/** In smallest units, whole by the scale of each asset. */
class Units {
  constructor(
    private readonly scaleOf: (asset: string) => bigint,
    /** What a value counts that is not told. */
    private readonly untold: Money,
  ) {}

  untoldOr = (value: Money): Money => value ?? this.untold;

  of = (asset: string, quantity: Fraction): bigint => quantity.mul(this.scaleOf(asset)).n;

  acquisition({ id, at, wallet }: Stated, { asset, quantity, value }: Part, feeValue: Money, spotPrice: Money) {
    const told = this.untoldOr(value);
    return {
      kind: "acquisition",
      ...{ id, at, asset, wallet, quantity: this.of(asset, quantity) },
      basis: told?.add(feeValue ?? 0n) ?? null,
      price: (spotPrice ?? told?.div(quantity))?.div(this.scaleOf(asset)) ?? null,
    } as const satisfies AccountingEvent;
  }

  disposal({ id, at, wallet }: Stated, { asset, quantity, value }: Part, feeValue: Money = null) {
    return {
      kind: "disposal",
      ...{ id, at, asset, wallet, quantity: this.of(asset, quantity) },
      proceeds: this.untoldOr(value)?.sub(feeValue ?? 0n) ?? null,
      treatment: "realised",
    } as const satisfies AccountingEvent;
  }
}

type Stated = Pick<GoldenEvent & { readonly wallet: string }, "id" | "at" | "wallet">;
type Part = z.infer<typeof part>;

function eventsOf(event: GoldenEvent, units: Units): AccountingEvent[] {
  const { id, at } = event;
  switch (event.kind) {
    case "acquire":
      return [units.acquisition(event, event, event.feeValue, event.spotPrice)];
    case "income": {
      const came = units.acquisition(event, event, event.feeValue, event.spotPrice);
      return [{ ...came, income: units.untoldOr(event.value) }];
    }
    case "dispose": {
      const { asset, feeAsset, feeQuantity, feeValue, treatment = "realised" } = event;
      if (feeAsset !== undefined && feeAsset !== asset)
        throw new RangeError(`${id}: a fee in ${feeAsset} must be an event of its own`);
      // A fee in the coin itself takes more of it, and nothing of what was got for it.
      const [quantity, fee] =
        feeAsset === undefined ? [event.quantity, feeValue] : [event.quantity.add(feeQuantity ?? 0n), null];
      return [{ ...units.disposal(event, { ...event, quantity }, fee), treatment }];
    }
    case "fee":
      return [units.disposal(event, event)];
    case "transfer": {
      const { asset, wallet, toWallet, feeValue: feeProceeds } = event;
      const [sent, received] = [units.of(asset, event.quantity), units.of(asset, event.received)];
      return [{ kind: "transfer", id, at, asset, wallet, toWallet, sent, received, feeProceeds }];
    }
    case "swap":
      return [units.disposal(event, event.sent), units.acquisition(event, event.received, null, null)];
    case "split":
      return [{ kind: "split", id, at, asset: event.asset, numerator: event.ratio.n, denominator: event.ratio.d }];
  }
}
