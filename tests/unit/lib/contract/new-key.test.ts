import { expect, test } from "vitest";
import { newKeyValue, readNewKey } from "@/lib/contract/new-key";

test.each(["*", "~", "$", "=", "U", "F"])(
  "a key whose check symbol is %s is handed over to its account alone",
  (check) => {
    const key = `1QNSW2-TH533F-5Q3F${check}`;
    expect(readNewKey(newKeyValue("somebody", key), "somebody")).toBe(key);
    expect(readNewKey(newKeyValue("somebody", key), "another")).toBeNull();
  },
);
