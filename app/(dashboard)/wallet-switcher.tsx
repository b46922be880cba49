"use client";
import { ChevronsUpDown, Layers, Wallet } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import type { Route } from "next";
import { Menu } from "@/app/ui/menu";
import { isPageByWallet } from "@/app/words/pages-by-wallet";

interface WalletSwitcherProps {
  readonly wallets: readonly { readonly id: string; readonly name: string }[];
}

const all = "all";

/** Narrows a page to one wallet; the choice is in the address bar. */
export function WalletSwitcher({ wallets }: WalletSwitcherProps) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  if (!isPageByWallet(pathname) || wallets.length < 2) return null;
  const chosen = wallets.find(({ id }) => id === params.get("wallet"));

  function choose(id: string) {
    const next = new URLSearchParams(params);
    if (id === all) next.delete("wallet");
    else next.set("wallet", id);
    router.push(`${pathname}?${next.toString()}` as Route);
  }

  return (
    <Menu
      button={{
        size: "yielding",
        "aria-label": `Wallet: ${chosen?.name ?? "all wallets"}`,
        children: (
          <>
            <bdi className="max-w-36 truncate sm:max-w-48">{chosen?.name ?? "All wallets"}</bdi>
            <ChevronsUpDown aria-hidden className="text-muted" />
          </>
        ),
      }}
    >
      {({ MenuChoice, MenuChoices }) => (
        <MenuChoices value={chosen?.id ?? all} onValueChange={choose}>
          <MenuChoice value={all}>
            <Layers aria-hidden /> All wallets
          </MenuChoice>
          {wallets.map(({ id, name }) => (
            <MenuChoice key={id} value={id}>
              <Wallet aria-hidden />
              <bdi className="truncate">{name}</bdi>
            </MenuChoice>
          ))}
        </MenuChoices>
      )}
    </Menu>
  );
}
