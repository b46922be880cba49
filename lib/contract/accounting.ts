import { z } from "zod";
import { methods } from "@/lib/accounting/rules";
import { elsewhere } from "@/lib/accounting/word";
import { reviewReasons } from "@/lib/accounting/wallet-book";
import { limits } from "@/lib/contract/limits";
import { id, quantity, time } from "@/lib/contract/primitives";
import { currencyCode, rateSources } from "@/lib/contract/rates";
import { worth } from "@/lib/contract/worth";

const year = z.int().min(2009).max(2200);

/** `MM-DD`: a day that every year has. */
const yearStart = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: "Write a month and a day like 04-06" })
  .refine((text) => !["02-29", "02-30", "02-31", "04-31", "06-31", "09-31", "11-31"].includes(text), {
    error: "Not every year has this day",
  });

/** By which rules what was gained is told. Each is said by a word of what people and tax offices see differently. */
export const accountingSettings = z.strictObject({
  /** Of all sums. */
  currency: currencyCode,
  /** One queue of lots for all wallets, or one for each. */
  scope: z.enum(["universal", "wallet"]),
  /** From which tax year on which method holds; the first one holds for all years before it, too. */
  methods: z
    .array(z.strictObject({ fromYear: year, method: z.enum(methods) }))
    .min(1)
    .max(40)
    .refine((all) => all.every(({ fromYear }, n) => n === 0 || fromYear > (all[n - 1]?.fromYear ?? 0)), {
      error: "Give the years in their order, each once",
    }),
  /** When a staking reward counts as income: at the end of its epoch, when it can be spent, or when it is taken out. */
  rewardDate: z.enum(["earned", "spendable", "withdrawn"]),
  /** The fee of a move between own wallets: sold at its worth, lost with what it cost, or left out. */
  transferFee: z.enum(["disposal", "loss", "ignore"]),
  /** Other fees that belong to no trade. */
  standaloneFee: z.enum(["disposal", "loss"]),
  /** A token for liquidity takes over the basis of what was handed over, or is bought with it. */
  liquidity: z.enum(["carry", "trade"]),
  /** What came unasked is income at its worth, or cost nothing. */
  airdrop: z.enum(["income", "zero-cost"]),
  /** What is sold beyond what ever came has cost nothing, or the history is refused. */
  onShortfall: z.enum(["zero-cost", "error"]),
  /** Held for more days than these is long; null where the term does not count. */
  longTermAfterDays: z.int().min(1).max(10_000).nullable(),
  taxYearStart: yearStart,
  /** Years that were filed: no setting that would change one of them is taken. */
  closedYears: z.array(year).max(200),
});
export type AccountingSettings = z.output<typeof accountingSettings>;

/** Those of somebody who said nothing yet. */
export const defaultAccounting: AccountingSettings = {
  currency: "USD",
  scope: "universal",
  methods: [{ fromYear: 2017, method: "fifo" }],
  rewardDate: "spendable",
  transferFee: "loss",
  standaloneFee: "disposal",
  liquidity: "carry",
  airdrop: "income",
  onShortfall: "zero-cost",
  longTermAfterDays: 365,
  taxYearStart: "01-01",
  closedYears: [],
};

/** Money of the settings' currency, at most six decimals; null where nobody knows it. */
const money = z.string().nullable();

const named = {
  unit: z.string(),
  name: z.string().nullable(),
  ticker: z.string().nullable(),
  decimals: z.int().nullable(),
};

/** Who said what something cost: how the price is known, and by whom an ada has a price in the currency. */
const priceOrigin = worth
  .pick({ rank: true, priceClass: true, priceSource: true, priceAt: true, provenance: true })
  .extend({ rate: z.object({ at: time, sources: z.array(z.enum(rateSources)) }).nullable() });
export type PriceOrigin = z.infer<typeof priceOrigin>;

/** One of the user's wallets, or wherever else their coins lie. */
const walletPlace = id.or(z.literal(elsewhere));

/** What happened: an event of a transaction, or a reward, which is of none. */
const happened = {
  eventId: z.string(),
  at: time,
  txHash: z.string().nullable(),
  /** Null where it was of no single one. */
  wallet: walletPlace.nullable(),
  price: priceOrigin.nullable(),
};

export const accountingQuery = z.strictObject({
  /** A tax year, called by the calendar year in which it begins; absent: all of them. */
  year: z.coerce.number().int().min(2009).max(2200).optional(),
  wallet: id.optional(),
  unit: z.string().max(200).optional(),
});
export const accountingRowsQuery = accountingQuery.extend({
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageRows).default(50),
});
/** A tax year that a report is of, as it stands in the path. */
export const reportYear = z
  .string()
  .regex(/^\d{4}$/)
  .transform(Number)
  .pipe(year);
export const reportQuery = z.strictObject({ wallet: id.optional() });
export type AccountingQuery = z.output<typeof accountingQuery>;
export type AccountingRowsQuery = z.output<typeof accountingRowsQuery>;

/** What may be open before anybody files, and can be accepted as it is. */
export const acceptable = [...reviewReasons, "shortfall", "unproven"] as const;
export type Acceptable = (typeof acceptable)[number];

/** Of all wallets together, and of exactly what is open by now: what is new or changes opens it again. */
export const acceptRequest = z.strictObject({
  /** Null: each tax year. Wallets that are not proven concern every year alike. */
  year: year.nullable(),
  what: z.enum(acceptable),
  isAccepted: z.boolean(),
});
export type AcceptRequest = z.output<typeof acceptRequest>;

/** What still holds; `count`: how many of those that are counted beside it, and `at`: when the last of them were accepted. */
const accepted = z.array(z.object({ what: z.enum(acceptable), count: z.int(), at: time }));
export const acceptedAnswer = z.object({ accepted });
export type AcceptedAnswer = z.infer<typeof acceptedAnswer>;

const terms = ["short", "long"] as const;

const sums = {
  /** Of what is known; how many are not stands beside. */
  proceeds: z.string(),
  costBasis: z.string(),
  gain: z.string(),
};

export const accountingAnswer = z.object({
  settings: accountingSettings,
  year: z.int().nullable(),
  /** Where the year begins and ends; null for all of the time. */
  from: time.nullable(),
  until: time.nullable(),
  /** Years in which something happened, the newest first. */
  years: z.array(z.int()),
  disposals: z.object({
    count: z.int(),
    ...sums,
    /** Those with a gain that nobody knows, for a price or a cost is not known. */
    unknown: z.int(),
    /** By how long lots were held; null where that does not count, or no lot was there. */
    byTerm: z.array(z.object({ term: z.enum(terms).nullable(), ...sums })),
  }),
  income: z.object({ count: z.int(), value: z.string(), unknown: z.int() }),
  shortfalls: z.int(),
  /** What is to be looked at before anybody files, by its reason. */
  reviews: z.array(z.object({ why: z.enum(reviewReasons), count: z.int() })),
  accepted,
  /** Null where all is told; else how many transactions are, of how many. Ask again: it goes on. */
  computing: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Some of it was told by an older rate of the currency, for its own is still to come: it may change a little. */
  ratesPending: z.boolean(),
  /** Closed years of which something else is known by now; they keep what was told when they were closed. */
  changedYears: z.array(z.int()),
});
export type AccountingAnswer = z.infer<typeof accountingAnswer>;

const lotUse = z.object({
  /** The event that made the lot. */
  lotId: z.string().nullable(),
  acquiredAt: time.nullable(),
  quantity,
  costBasis: money,
  gain: money,
  term: z.enum(terms).nullable(),
});

export const disposalsAnswer = z.object({
  disposals: z.array(
    z.object({
      ...happened,
      ...named,
      quantity,
      proceeds: money,
      costBasis: money,
      gain: money,
      lots: z.array(lotUse),
      matches: z.array(
        z.object({
          rule: z.enum(["same-day", "30-day", "s104"]),
          acquired: z.iso.date().nullable(),
          quantity,
          costBasis: money,
        }),
      ),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const lotsAnswer = z.object({
  lots: z.array(
    z.object({
      lotId: z.string().nullable(),
      acquiredAt: time.nullable(),
      txHash: z.string().nullable(),
      /** Null where lots are of no wallet. */
      wallet: walletPlace.nullable(),
      price: priceOrigin.nullable(),
      ...named,
      quantity,
      costBasis: money,
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const incomeAnswer = z.object({
  income: z.array(z.object({ ...happened, ...named, quantity, value: money })),
  nextCursor: z.string().nullable(),
});

export const shortfallsAnswer = z.object({
  /** `proceeds`: what was got for what is missing, all of it gain; null as well where it was not sold. */
  shortfalls: z.array(z.object({ ...happened, ...named, missing: quantity, proceeds: money })),
  nextCursor: z.string().nullable(),
});
export type DisposalsAnswer = z.infer<typeof disposalsAnswer>;
export type LotsAnswer = z.infer<typeof lotsAnswer>;
export type IncomeAnswer = z.infer<typeof incomeAnswer>;
export type ShortfallsAnswer = z.infer<typeof shortfallsAnswer>;
