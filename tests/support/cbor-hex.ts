/** CBOR written by hand for tests, as hex; each function is one kind of item. */

function head(major: number, value: bigint): string {
  const lead = (info: number) => ((major << 5) | info).toString(16).padStart(2, "0");
  if (value < 24n) return lead(Number(value));
  const digits = value.toString(16);
  const [info, width] =
    digits.length <= 2 ? [24, 2] : digits.length <= 4 ? [25, 4] : digits.length <= 8 ? [26, 8] : [27, 16];
  return lead(info) + digits.padStart(width, "0");
}

export const int = (value: bigint | number) => {
  const number = BigInt(value);
  return number >= 0n ? head(0, number) : head(1, -1n - number);
};
export const bytes = (hex: string) => head(2, BigInt(hex.length / 2)) + hex;
export const text = (value: string) => {
  const hex = Buffer.from(value, "utf8").toString("hex");
  return head(3, BigInt(hex.length / 2)) + hex;
};
export const array = (...items: string[]) => head(4, BigInt(items.length)) + items.join("");
export const map = (...entries: [string, string][]) => head(5, BigInt(entries.length)) + entries.flat().join("");
export const tag = (number: number, content: string) => head(6, BigInt(number)) + content;
export const indefiniteArray = (...items: string[]) => `9f${items.join("")}ff`;
export const indefiniteMap = (...entries: [string, string][]) => `bf${entries.flat().join("")}ff`;
export const indefiniteBytes = (...chunks: string[]) => `5f${chunks.map(bytes).join("")}ff`;
export const indefiniteText = (...chunks: string[]) => `7f${chunks.map(text).join("")}ff`;
export const set = (...items: string[]) => tag(258, array(...items));
export const yes = "f5";
export const no = "f4";
export const nil = "f6";
