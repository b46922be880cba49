import {
  candlesAnswer,
  candlesQuery,
  marketAnswer,
  marketQuery,
  marketTokenAnswer,
  marketTokenQuery,
} from "@/lib/contract/market";
import { empty, ok, type Operation } from "@/lib/contract/operation";
import { ownPriceQuery, ownPriceRequest, priceAnswer, priceQuery } from "@/lib/contract/prices";

/** What things cost, by their pools and by the person. */
export const marketOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/api/prices/{unit}",
    summary:
      "What one of a token costs now or at a time, and where that is from; null with the reason where it has no price",
    query: priceQuery,
    answers: ok(priceAnswer),
    problems: ["invalid_request"],
  },
  {
    method: "put",
    path: "/api/prices/{unit}",
    summary: "Say what a token costs: from a time on, on a UTC day, or from now on; it counts before every source",
    body: ownPriceRequest,
    answers: ok(priceAnswer),
    problems: ["invalid_request", "limit_reached", "rate_limited"],
  },
  {
    method: "delete",
    path: "/api/prices/{unit}",
    summary:
      "Take back a price of one's own, by the time or the day it was given with; without one, all from a time on",
    query: ownPriceQuery,
    answers: empty,
    problems: ["invalid_request", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/market",
    summary:
      "Tokens that pools trade, in an order, watched, or found by a text; trades and volume are the least there were",
    query: marketQuery,
    answers: ok(marketAnswer),
    problems: ["invalid_request"],
  },
  {
    method: "get",
    path: "/api/market/{unit}",
    summary: "A token with its price, the pools it is of, and what the user has and said of it",
    query: marketTokenQuery,
    answers: ok(marketTokenAnswer),
    problems: ["invalid_request", "not_found"],
  },
  {
    method: "get",
    path: "/api/market/{unit}/candles",
    summary: "Prices by the hour or the day; an interval of which nothing is known is left out",
    query: candlesQuery,
    answers: ok(candlesAnswer),
    problems: ["invalid_request"],
  },
  {
    method: "put",
    path: "/api/market/{unit}/watch",
    summary: "Watch a token",
    answers: empty,
    problems: ["invalid_request", "limit_reached", "rate_limited"],
  },
  {
    method: "delete",
    path: "/api/market/{unit}/watch",
    summary: "Watch a token no more",
    answers: empty,
    problems: ["invalid_request", "rate_limited"],
  },
];
