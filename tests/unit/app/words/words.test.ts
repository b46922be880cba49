import { describe, expect, it } from "vitest";
import { addressStateWords } from "@/app/words/address-state-words";
import { actionWords, directionWords, isAction, isDirection } from "@/app/words/action-words";
import { errorWords } from "@/app/words/error-words";
import { adaPartWords } from "@/app/words/ada-part-words";
import { placeWords } from "@/app/words/place-words";

const sentence = /^[A-Z].+\.$/;

describe("words", () => {
  it("tell every failure by its own title, without a full stop, and end the next step with one", () => {
    const titles = Object.values(errorWords).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.filter((title) => title.endsWith("."))).toEqual([]);
    expect(Object.values(errorWords).filter(({ next }) => !sentence.test(next))).toEqual([]);
  });

  it("name every action and direction differently, as they are choices of one list", () => {
    for (const words of [actionWords, directionWords]) {
      const names: readonly string[] = Object.values(words);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("know an action and a direction from other text, inherited names of objects too", () => {
    const texts = ["mint", "in", "toString", "constructor", ""];
    expect([texts.filter(isAction), texts.filter(isDirection)]).toEqual([["mint"], ["in"]]);
  });

  it("explain every place with a sentence", () => {
    const meanings = [
      ...Object.values(placeWords),
      ...Object.values(adaPartWords),
      ...Object.values(addressStateWords),
    ].map(({ meaning }) => meaning);
    expect(meanings.filter((meaning) => !sentence.test(meaning))).toEqual([]);
  });
});
