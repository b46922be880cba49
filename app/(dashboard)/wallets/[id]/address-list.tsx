"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { WalletAddress, WalletAddressesAnswer } from "@/lib/contract/wallet-addresses";
import { failureText, get, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Badge } from "@/app/ui/badge";
import { Button } from "@/app/ui/button";
import { CopyButton } from "@/app/ui/copy-button";
import { Hash } from "@/app/ui/hash";
import { addressStateWords, emptiedQuestion, sayings } from "@/app/words/address-state-words";
import { amountText } from "@/app/words/amount-text";
import { shortAddress } from "@/app/words/chain-text";

type Said = "mine" | "foreign" | null;

interface AddressListProps {
  readonly walletId: string;
  readonly initial: Pick<WalletAddressesAnswer, "addresses" | "total">;
}

/** So many at first, beside those that somebody asks or said something about: most are empty and long out of use. */
const shownFirst = 5;

/** The addresses of a wallet, few at first, then page by page; of each the person can say whose it is, and the toast takes it back. */
export function AddressList({ walletId, initial }: AddressListProps) {
  const router = useRouter();
  const path = `/api/wallets/${walletId}/addresses`;
  const { shown, forgetFurther, loading, showMore } = useShown(path, initial.addresses);
  const [saying, startSaying] = useTransition();
  const working = saying || loading;

  async function send(address: string, state: Said): Promise<boolean> {
    try {
      await request<WalletAddressesAnswer>("PATCH", path, { address, state });
      forgetFurther();
      router.refresh();
      return true;
    } catch (error) {
      tell.error(failureText(error));
      return false;
    }
  }

  function say({ address, state, saidBy }: WalletAddress, said: Said) {
    const before: Said = saidBy === null ? null : state === "foreign" ? "foreign" : "mine";
    startSaying(async () => {
      if (working || !(await send(address, said))) return;
      tell.success(
        `${shortAddress(address)} ${said === "foreign" ? "is left out of everything from now on" : "counts as yours"}`,
        {
          action: { label: "Undo", onClick: () => void send(address, before) },
        },
      );
    });
  }

  return (
    <>
      <Meanings states={new Set(shown.map(({ state }) => state))} />
      <ul className="divide-y divide-line" aria-busy={working}>
        {shown.map((each) => (
          <AddressRow key={each.address} own={each} working={working} say={(said) => say(each, said)} />
        ))}
      </ul>
      {initial.total > shown.length && <MoreAddresses working={working} show={showMore} />}
    </>
  );
}

function useShown(path: string, initial: readonly WalletAddress[]) {
  const [further, setFurther] = useState<readonly WalletAddress[]>([]);
  const [isBrief, setBrief] = useState(true);
  const [loading, startLoading] = useTransition();
  const known = [...initial, ...further];
  const brief = known.filter(({ isAsked, saidBy }, at) => at < shownFirst || isAsked || saidBy === "person");
  const shown = isBrief ? brief : known;

  function showMore() {
    setBrief(false);
    if (shown.length < known.length) return;
    startLoading(async () => {
      try {
        const page = await get<WalletAddressesAnswer>(`${path}?from=${known.length}`);
        setFurther([...further, ...page.addresses]);
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  return { shown, forgetFurther: () => setFurther([]), loading, showMore };
}

function MoreAddresses({ working, show }: { readonly working: boolean; readonly show: () => void }) {
  return (
    <div className="border-t border-line p-3 text-center">
      <Button onClick={show} aria-disabled={working}>
        Show more addresses
      </Button>
    </div>
  );
}

/** What the words of the rows mean, where anybody can read it. */
function Meanings({ states }: { readonly states: ReadonlySet<WalletAddress["state"]> }) {
  return (
    <dl className="border-b border-line px-4 py-2.5 text-sm text-muted sm:px-5">
      {[...states].map((state) => (
        <div key={state}>
          <dt className="inline font-medium">{addressStateWords[state].name}</dt>
          {": "}
          <dd className="inline">{addressStateWords[state].meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

interface AddressRowProps {
  readonly own: WalletAddress;
  readonly working: boolean;
  readonly say: (said: Said) => void;
}

function AddressRow({ own, working, say }: AddressRowProps) {
  const { address, state, isAsked, lovelace } = own;
  const { canDeny, canClaim } = sayings(own);
  const name = shortAddress(address);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 text-sm sm:px-5">
      <span className="flex flex-1 items-center gap-1">
        <Hash value={address} kind="address" />
        <CopyButton text={address} what="address" />
      </span>
      <Badge tone={state === "foreign" ? "warn" : state === "proven" ? "good" : "neutral"}>
        {addressStateWords[state].name}
      </Badge>
      <span className="flex w-full items-center justify-between gap-3 sm:w-80">
        {lovelace !== null && <span className="sm:flex-1 sm:text-right">{amountText(lovelace, 6)} ADA</span>}
        <span className="ml-auto flex justify-end gap-2 sm:w-36">
          {canClaim && (
            <Button size="small" aria-disabled={working} aria-label={`Mine: ${name}`} onClick={() => say("mine")}>
              Mine
            </Button>
          )}
          {canDeny && (
            <Button
              size="small"
              aria-disabled={working}
              aria-label={`Not mine: ${name}`}
              onClick={() => say("foreign")}
            >
              Not mine
            </Button>
          )}
        </span>
      </span>
      {isAsked && <p className="w-full text-warn">{emptiedQuestion.row}</p>}
    </li>
  );
}
