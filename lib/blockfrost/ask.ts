import "server-only";
import type { z } from "zod";
import { BlockfrostFailure, getJson, type Query } from "@/lib/blockfrost/client";
import { SourceRefused } from "@/lib/budget/refused";
import { refusalWords } from "@/lib/blockfrost/refusal-words";
import { AppError } from "@/lib/contract/app-error";
import { count } from "@/lib/meter";

/**
 * One call to the chain: counted, its failure named, its answer checked.
 * Returns null where the chain says 404; every other failure throws, so that an error is never an empty list.
 */
export async function ask<T>(what: string, schema: z.ZodType<T>, path: string, query?: Query): Promise<T | null> {
  count("blockfrostCalls");
  let answer: unknown;
  try {
    answer = await getJson(path, query);
  } catch (error) {
    if (error instanceof BlockfrostFailure && error.status === 404) return null;
    throw chainError(what, error);
  }
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new UnexpectedAnswer(what, answer, parsed.error);
  return parsed.data;
}

/** The chain answered, but not in the shape that it promises. Keeps the answer for the quarantine. */
export class UnexpectedAnswer extends AppError {
  constructor(
    what: string,
    readonly answer: unknown,
    cause: unknown,
  ) {
    super({
      code: "chain_unavailable",
      detail: `Blockfrost's answer for ${what} has an unexpected shape.`,
      retryable: true,
      cause,
    });
  }
}

function chainError(what: string, cause: unknown): AppError {
  const { status, retryAfterSeconds } =
    cause instanceof BlockfrostFailure ? cause : { status: undefined, retryAfterSeconds: undefined };
  switch (status) {
    case 403:
      return new AppError({
        code: "chain_key_rejected",
        detail:
          "Blockfrost refuses this server's project id. Whoever runs it must check BLOCKFROST_PROJECT_ID and CARDANO_NETWORK.",
        cause,
      });
    case 402:
    case 418:
    case 429:
      return new SourceRefused({ status, retryAfterSeconds }, refusalWords[status], cause);
    case undefined:
    default:
      return new AppError({
        code: "chain_unavailable",
        detail: `Blockfrost did not answer for ${what}${status === undefined ? "" : ` (status ${String(status)})`}.`,
        retryable: true,
        retryAfterSeconds: retryAfterSeconds ?? 5,
        cause,
      });
  }
}
