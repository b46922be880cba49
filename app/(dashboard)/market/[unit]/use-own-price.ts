"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { OwnPriceView } from "@/lib/contract/market";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { ownPriceTrouble } from "@/app/words/market-words";

/** Setting and taking back a price of one's own; the page is read anew after each. */
export function useOwnPrice(unit: string) {
  const router = useRouter();
  const [working, startWork] = useTransition();
  const [trouble, setTrouble] = useState<string | null>(null);
  const path = `/api/prices/${unit}`;

  function change(call: () => Promise<unknown>, done: string) {
    if (working) return;
    startWork(async () => {
      try {
        await call();
        router.refresh();
        tell.success(done);
      } catch (error) {
        setTrouble(failureText(error));
      }
    });
  }

  function set(form: HTMLFormElement) {
    const fields = new FormData(form);
    const text = (name: string) => {
      const value = fields.get(name);
      return typeof value === "string" ? value.trim() : "";
    };
    const [price, day] = [text("price"), text("at")];
    const wrong = ownPriceTrouble(price);
    setTrouble(wrong);
    if (wrong !== null) return;
    const body = { price, currency: text("currency"), ...(day !== "" && { at: day }) };
    change(() => request("PUT", path, body), "Your price counts now");
  }

  function takeBack({ at }: OwnPriceView) {
    setTrouble(null);
    change(() => request("DELETE", `${path}?at=${encodeURIComponent(at)}`), "Your price is taken back");
  }

  return { working, trouble, set, takeBack };
}
