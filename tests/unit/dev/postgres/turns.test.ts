import { expect, test } from "vitest";
import { Turns } from "@/dev/postgres/turns";

test("holders come in the order in which they asked", async () => {
  const turns = new Turns<string>();
  const order: string[] = [];
  const visit = async (holder: string) => {
    await turns.take(holder);
    order.push(holder);
  };
  const visits = [visit("a"), visit("b"), visit("c")];
  await visits[0];
  expect({ order, held: turns.holds("a") }).toEqual({ order: ["a"], held: true });
  turns.leave("a");
  await visits[1];
  turns.leave("b");
  await visits[2];
  expect(order).toEqual(["a", "b", "c"]);
});

test("a holder takes its own turn again without waiting", async () => {
  const turns = new Turns<string>();
  expect([await turns.take("a"), await turns.take("a")]).toEqual([true, true]);
});

test("who leaves the queue is told so and is passed over", async () => {
  const turns = new Turns<string>();
  await turns.take("a");
  const waiting = [turns.take("b"), turns.take("c")];
  turns.leave("b");
  turns.leave("a");
  expect([await waiting[0], await waiting[1], turns.holds("c")]).toEqual([false, true, true]);
});

test("a turn that everyone left is free", async () => {
  const turns = new Turns<string>();
  await turns.take("a");
  turns.leave("a");
  expect([turns.holds("a"), await turns.take("b")]).toEqual([false, true]);
});
