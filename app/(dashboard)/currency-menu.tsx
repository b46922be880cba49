"use client";
import { currencies, currencyCookie } from "@/lib/contract/currencies";
import type { Currency } from "@/lib/contract/rates";
import { useLiveUpdates } from "@/app/browser/live-updates";
import { Menu } from "@/app/ui/menu";
import { currencyName } from "@/app/words/money-text";

/** Which currency amounts are worth something in; this browser remembers it. */
export function CurrencyMenu({ current }: { readonly current: Currency }) {
  const { readAnew } = useLiveUpdates();

  function choose(currency: string) {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${currencyCookie.name}=${currency}; path=/; max-age=${String(currencyCookie.maxAgeSeconds)}; samesite=lax${secure}`;
    readAnew();
  }

  return (
    <Menu
      button={{ tone: "quiet", size: "narrow", "aria-label": `Currency: ${currencyName(current)}`, children: current }}
    >
      {({ MenuChoice, MenuChoices }) => (
        <MenuChoices value={current} onValueChange={choose}>
          {currencies.map(({ code, name }) => (
            <MenuChoice key={code} value={code}>
              <span className="w-9 text-muted">{code}</span>
              {name}
            </MenuChoice>
          ))}
        </MenuChoices>
      )}
    </Menu>
  );
}
