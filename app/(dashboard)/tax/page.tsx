import type { Route } from "next";
import { Printer, Receipt } from "lucide-react";
import Link from "next/link";
import type { Wallet } from "@/lib/contract/wallet";
import { buttonLook } from "@/app/ui/button-look";
import { Card } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { Notice } from "@/app/ui/notice";
import { PageHead } from "@/app/ui/page-head";
import { countOf } from "@/app/words/amount-text";
import { firstParam, type RawParams } from "@/app/words/activity-filters";
import { checksOf, openCount, unprovenWallets } from "@/app/words/tax-checks";
import { readTaxPlace, taxPath, type TaxPlace } from "@/app/words/tax-place";
import { rulesText } from "@/app/words/tax-words";
import { taxYearName, taxYearSpan } from "@/app/words/tax-year";
import { valuationText } from "@/app/words/value-words";
import { walletName } from "@/app/words/wallet-name";
import { LaterRefresh } from "../later-refresh";
import { NoWallets } from "../no-wallets";
import { chosenWallet, pageUserId, pageWallets } from "../page-data";
import { TotalNotes } from "../total-notes";
import { TroubleNotice } from "../trouble-notice";
import { CheckCard } from "./check-card";
import { DisposalsCard } from "./disposals-card";
import { ExportCard } from "./export-card";
import { IncomeCard } from "./income-card";
import { LotsCard } from "./lots-card";
import { SaidCards } from "./said-cards";
import { SettingsCard } from "./settings-card";
import { settingsState } from "./settings-state";
import { ShortfallsCard } from "./shortfalls-card";
import { readTax, type TaxData } from "./tax-data";
import { TotalsCard } from "./totals-card";
import { YearPicker } from "./year-picker";
import { YearState } from "./year-state";

export const metadata = { title: "Tax" };

interface TaxProps {
  readonly searchParams: Promise<RawParams>;
}

/**
 * Without a loading page: what streams in behind one comes in pieces, which without script stay apart, fields of the form outside of
 * it among them. So the page comes as a whole, in its order.
 */
export default async function TaxPage({ searchParams }: TaxProps) {
  const params = await searchParams;
  const wallets = await pageWallets();
  if (wallets.length === 0)
    return (
      <>
        <PageHead title="Tax" lead="Nothing to show yet" />
        <NoWallets />
      </>
    );
  const chosen = chosenWallet(wallets, params);
  const place = { ...readTaxPlace(params), wallet: chosen?.id };
  const nowMs = new Date().getTime();
  const userId = await pageUserId();
  const tax = await readTax(userId, place, nowMs);
  const settings = "untold" in tax ? tax.settings : tax.answer.settings;
  return (
    <>
      <Head tax={tax} place={place} wallet={chosen} />
      <TroubleNotice params={params} />
      {"untold" in tax ? (
        <Notice tone="bad" title="Gains cannot be told" className="mb-5">
          {tax.untold}
        </Notice>
      ) : (
        <Told tax={tax} place={place} wallets={chosen === undefined ? wallets : [chosen]} nowMs={nowMs} />
      )}
      <SaidCards userId={userId} who={firstParam(params, "who")} currency={settings.currency} />
      <SettingsCard
        key={JSON.stringify(settings)}
        state={settingsState(settings, params, nowMs)}
        place={place}
        isSaved={firstParam(params, "saved") === "1"}
      />
      <p className="mt-5 text-sm text-muted">
        This is not tax advice: these are figures by the rules that you chose. What counts where you live, a tax adviser
        or your tax office knows.
      </p>
    </>
  );
}

interface HeadProps {
  readonly tax: Awaited<ReturnType<typeof readTax>>;
  readonly place: TaxPlace;
  readonly wallet: Wallet | undefined;
}

function Head({ tax, place, wallet }: HeadProps) {
  const of = <bdi>{wallet === undefined ? "All wallets" : walletName(wallet)}</bdi>;
  if ("untold" in tax) return <PageHead title="Tax" lead={of} />;
  const { answer, year } = tax;
  const rules = rulesText(answer.settings, year === "all" ? null : year);
  return (
    <PageHead
      title={year === "all" ? "Tax, all years" : `Tax ${taxYearName(answer.settings, year)}`}
      lead={
        <>
          {of}, {taxYearSpan(answer)}
          <span className="block text-sm">
            By your rules: {rules}.{" "}
            <a href="#settings" className="font-medium text-accent hover:underline print:hidden">
              Change them
            </a>
          </span>
        </>
      }
      actions={
        <Link
          className={`${buttonLook()} print:hidden`}
          prefetch={false}
          href={taxPath({ year, wallet: place.wallet, cursors: {}, isWhole: !place.isWhole }) as Route}
        >
          <Printer aria-hidden />
          {place.isWhole ? "Back from printing" : "All rows, to print"}
        </Link>
      }
    />
  );
}

interface ToldProps {
  readonly tax: TaxData;
  readonly place: TaxPlace;
  readonly wallets: readonly Wallet[];
  readonly nowMs: number;
}

function Told({ tax, place, wallets, nowMs }: ToldProps) {
  const { whole, year, thisYear, answer } = tax;
  const checks = checksOf(answer, unprovenWallets(wallets).length);
  const pricing = valuationText(wallets, "these figures");
  return (
    <>
      <YearPicker whole={whole} place={place} chosen={year} thisYear={thisYear} />
      <FoldNotes answer={whole} />
      <TotalNotes wallets={wallets} className="mb-4" />
      {pricing !== null && <p className="mb-4 text-sm text-muted">{pricing}</p>}
      {year !== "all" && (
        <div className="mb-5">
          <YearState
            settings={answer.settings}
            year={year}
            place={{ ...place, year }}
            nowMs={nowMs}
            openCount={openCount(Object.values(checks))}
          />
        </div>
      )}
      <div className="mb-5 space-y-5">
        {whole.years.length === 0 ? <Nothing /> : <TotalsCard answer={answer} />}
        <CheckCard tax={tax} checks={checks} wallets={wallets} place={{ ...place, year }} />
        <ShortfallsCard tax={tax} place={place} />
        {whole.years.length > 0 && (
          <>
            <DisposalsCard tax={tax} place={place} />
            <IncomeCard tax={tax} place={place} />
          </>
        )}
        <LotsCard tax={tax} place={place} wallets={wallets} />
        {whole.years.length > 0 && <ExportCard year={year} wallet={place.wallet} />}
      </div>
    </>
  );
}

/** Figures that are still being computed or may still change, and closed years that something else is known of by now. */
function FoldNotes({
  answer: { computing, ratesPending, changedYears, settings },
}: {
  readonly answer: TaxData["answer"];
}) {
  const years = changedYears.map((year) => taxYearName(settings, year)).join(", ");
  return (
    <>
      {computing !== null && (
        <Notice tone="info" title="Your gains are being computed" className="mb-4">
          {countOf(computing.done)} of {countOf(computing.total)} transactions are told so far, the oldest first:
          figures below are of these. This page goes on by itself.
          <progress
            className="mt-2 block w-full"
            aria-label="Transactions that are told"
            value={computing.done}
            max={Math.max(1, computing.total)}
          />
          <LaterRefresh />
        </Notice>
      )}
      {computing === null && ratesPending && (
        <Notice tone="info" title="Some exchange rates are still being looked up" className="mb-4">
          Until they are here an earlier rate stands in, so figures below may still change a little. This page goes on
          by itself.
          <LaterRefresh />
        </Notice>
      )}
      {changedYears.length > 0 && (
        <Notice tone="info" title={`Closed, and changed since: ${years}`} className="mb-4">
          Something else is known by now of what happened then: a correction, a price, another wallet. The year keeps
          what it said when you closed it. Open it to take in what is new.
        </Notice>
      )}
    </>
  );
}

function Nothing() {
  return (
    <Card>
      <EmptyState
        icon={Receipt}
        title="Nothing was sold or earned yet"
        text="Sales, income and what they cost appear here as the sync reads them from the chain. Moving your own coins, placing orders and deposits are no sales."
      />
    </Card>
  );
}
