import { expect, it } from "vitest";
import { walletsHereWords } from "@/app/words/wallets-here-words";

it("asks about one and about many", () => {
  expect([walletsHereWords({ wallets: 1, guest: true }), walletsHereWords({ wallets: 3, guest: true })]).toEqual([
    {
      title: "This key opens another list. What becomes of your wallet here?",
      text: "Left behind, it comes back only with the recovery key of this list.",
      add: "Add your wallet here to that list",
      leave: "Leave it",
    },
    {
      title: "This key opens another list. What becomes of your 3 wallets here?",
      text: "Left behind, they come back only with the recovery key of this list.",
      add: "Add your 3 wallets here to that list",
      leave: "Leave them",
    },
  ]);
});

it("offers no move out of an account that has keys", () => {
  expect(walletsHereWords({ wallets: 2, guest: false })).toEqual({
    title: "This key opens another list. What becomes of your 2 wallets here?",
    text: "They stay in the account that you are signed in to, since it has keys of its own. Sign in with your wallet to come back.",
    add: null,
    leave: "Leave them",
  });
});
