import type { Route } from "next";
import { Printer, Receipt } from "lucide-react";
import Link from "next/link";
import type { Wallet } from "@/lib/contract/wallet";
import { buttonLook } from "@/app/ui/button-look";
import { Card } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { Notice } from "@/app/ui/notice";
import { PageHead } from "@/app/ui/page-head";
import { firstParam, type RawParams } from "@/app/words/activity-filters";
import { readTaxPlace, taxPath, type TaxPlace } from "@/app/words/tax-place";
import { rulesText } from "@/app/words/tax-words";
import { taxYearName, taxYearSpan } from "@/app/words/tax-year";
import { valuationText } from "@/app/words/value-words";
import { walletName } from "@/app/words/wallet-name";
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
  const pricing = valuationText(wallets, "these figures");
  return (
    <>
      <YearPicker whole={whole} place={place} chosen={year} thisYear={thisYear} />
      <TotalNotes wallets={wallets} className="mb-4" />
      {pricing !== null && <p className="mb-4 text-sm text-muted">{pricing}</p>}
      {year !== "all" && (
        <div className="mb-5">
          <YearState settings={answer.settings} year={year} place={{ ...place, year }} nowMs={nowMs} />
        </div>
      )}
      <div className="mb-5 space-y-5">
        {whole.years.length === 0 ? <Nothing /> : <TotalsCard answer={answer} />}
        <CheckCard tax={tax} wallets={wallets} place={place} />
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
