/** A fungible token as the off-chain token registry knows it. */
export interface RegisteredToken {
  readonly unit: string;
  readonly ticker: string;
  readonly name: string;
  readonly description: string;
  readonly decimals: number;
  readonly url: string | null;
  /** Base64 PNG without a data-URI prefix. */
  readonly logo: string | null;
  readonly supply: bigint;
}

/** Small pictures: a ring on blue, a square on orange, bars on green. */
const RING_PNG =
  "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYAgMAAACdGdVrAAAACVBMVEUgT73///9+pv/LGE5LAAAANklEQVR42mNgIAaEhoJIxtBQByDFGsAaAKREGRhCQBTXAhAlorVCBBcFVQLVANUONQxqNEEAALdOC19FtQtMAAAAAElFTkSuQmCC";
const SQUARE_PNG =
  "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYAgMAAACdGdVrAAAACVBMVEXweCj/////zaBwzYMzAAAAN0lEQVR42mNgIAYwOoAp1gAwJRoCpkJEwVJBrSBJVq+FIElRrRUhCAoqCFUC1QDTDjUMajQhAABBoAn3tkY8twAAAABJRU5ErkJggg==";
const BARS_PNG =
  "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYAgMAAACdGdVrAAAACVBMVEUUeG7///+W4dLw8JiGAAAAGUlEQVR42mNgIB6wBqBSjAGYVNRC0ihiAQBzvgvNockqLQAAAABJRU5ErkJggg==";

/** Real units, tickers and decimals; the supplies are round. The first is the one that the simulated pool trades. */
export const TOKENS: readonly RegisteredToken[] = [
  {
    unit: "29d222ce763455e3d7a09a665ce554f00ac89d2e99a1a83d267170c64d494e",
    ticker: "MIN",
    name: "Minswap",
    description: "Minswap DEX token",
    decimals: 6,
    url: "https://minswap.org",
    logo: RING_PNG,
    supply: 5_000_000_000_000_000n,
  },
  {
    unit: "279c909f348e533da5808898f87f9a14bb2c3dfbbacccd631d927a3f534e454b",
    ticker: "SNEK",
    name: "SNEK",
    description: "The Chillest Meme Coin on Cardano",
    decimals: 0,
    url: "https://www.snek.com",
    logo: SQUARE_PNG,
    supply: 76_715_880_000n,
  },
  {
    unit: "533bb94a8850ee3ccbe483106489399112b74c905342cb1792a797a0494e4459",
    ticker: "INDY",
    name: "Indigo DAO Token",
    description: "Indigo DAO governance token",
    decimals: 6,
    url: "https://indigoprotocol.io",
    logo: null,
    supply: 35_000_000_000_000n,
  },
  {
    unit: "8db269c3ec630e06ae29f74bc39edd1f87c819f1056206e879a1cd61446a65644d6963726f555344",
    ticker: "DJED",
    name: "Djed USD",
    description: "The overcollateralized stablecoin on Cardano",
    decimals: 6,
    url: "https://djed.xyz",
    logo: BARS_PNG,
    supply: 4_000_000_000_000n,
  },
  {
    unit: "a0028f350aaabe0545fdcb56b039bfb08e4bb4d8c4d7c3c7d481c235484f534b59",
    ticker: "HOSKY",
    name: "HOSKY Token",
    description: "A coin for the low, by the low, about the high",
    decimals: 0,
    url: null,
    logo: null,
    supply: 1_000_000_000_000_001n,
  },
];

export const registeredToken = (unit: string): RegisteredToken | undefined =>
  TOKENS.find((token) => token.unit === unit);

/** ADA Handle's policy; a handle's asset name is its text. */
export const HANDLE_POLICY = "f0ff48bbb7bbe9d59a40f1ce90e9e9d0ff5002ec48f232b49ca0fb9a";
export const handleUnit = (handle: string): string => HANDLE_POLICY + Buffer.from(handle, "utf8").toString("hex");
