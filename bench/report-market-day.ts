import { measureMarketDay, type Costs } from "./measure-market-day";

/** Of the free plans: in a day, and of computing in a month. */
const limits = { redisCommands: 16_600, messages: 1_000, blockfrostCalls: 50_000, computeHours: 100 } as const;
/** What the smallest database is while it is awake. */
const computeUnits = 0.25;
const daysPerMonth = 30;

/** What the market costs in a day in which one person looks at it for two hours; false where it is more than a free plan has. */
export async function reportMarketDay(server: string): Promise<boolean> {
  const { tokens, by, messages, awakeMinutes } = await measureMarketDay(server);
  console.log(
    `\nmarket, a day: ${String(tokens)} tokens, and for two hours somebody with an overview and a page of the market`,
  );
  for (const [part, costs] of by) console.log(`  ${part}, ${String(costs.times)} times: ${text(costs)}`);
  const sum = (name: keyof Costs) => by.reduce((total, [, costs]) => total + costs[name], 0);
  const computeHours = (awakeMinutes / 60) * computeUnits * daysPerMonth;
  const checks = [
    { figure: "Redis commands", value: sum("redisCommands"), limit: limits.redisCommands },
    { figure: "QStash messages", value: messages, limit: limits.messages },
    { figure: "Blockfrost calls", value: sum("blockfrostCalls"), limit: limits.blockfrostCalls },
    {
      figure: `CU-hours a month, of ${awakeMinutes.toFixed(0)} minutes awake in the day`,
      value: computeHours,
      limit: limits.computeHours,
    },
  ];
  for (const { figure, value, limit } of checks)
    console.log(`  ${value <= limit ? "holds " : "BROKEN"}  ${figure}: ${value.toFixed(0)} (at most ${String(limit)})`);
  return checks.every(({ value, limit }) => value <= limit);
}

const text = ({ redisCommands, messages, blockfrostCalls, dbStatements }: Costs) =>
  `${String(redisCommands)} Redis commands, ${String(messages)} messages, ${String(blockfrostCalls)} Blockfrost calls, ${String(dbStatements)} statements`;
