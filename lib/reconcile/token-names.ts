import { assetFingerprint } from "@/lib/cardano/asset-fingerprint";
import type { Unit } from "@/lib/cardano/brand";
import { isUnit, lovelace } from "@/lib/cardano/unit";
import type { UnitNumbers } from "@/lib/exports/unit-numbers";
import { smallestParts, type Decimal } from "@/lib/reconcile/decimal-text";

/** What is known of a token's looks. */
interface Looks {
  readonly name: string | null;
  readonly ticker: string | null;
  readonly decimals: number | null;
}

/** What units are called in files. */
export interface NamedUnits {
  readonly looks: ReadonlyMap<string, Looks>;
  /** As our own exports call them: `NULL7`, `MIN-7`. */
  readonly numbers: UnitNumbers;
}

/** Finds which unit of ours a name in a file means. */
export class TokenNames {
  private readonly byNumber: ReadonlyMap<number, string>;
  private readonly byFingerprint: ReadonlyMap<string, string>;

  constructor(private readonly named: NamedUnits) {
    this.byNumber = new Map([...named.numbers].map(([unit, number]) => [number, unit]));
    const fingerprints = [...named.looks.keys()].map((unit) => [assetFingerprint(unit as Unit) ?? "", unit] as const);
    this.byFingerprint = new Map(fingerprints);
  }

  decimals(unit: string): number {
    return unit === lovelace ? 6 : (this.named.looks.get(unit)?.decimals ?? 0);
  }

  /** For sure, whatever the transaction: ADA, a whole unit, a fingerprint, or a number that we gave. */
  certain(name: string): string | null {
    const plain = name.trim().toLowerCase();
    if (plain === "ada" || plain === "₳" || plain === lovelace) return lovelace;
    const unit = plain.replace(".", "");
    if (isUnit(unit)) return unit;
    const fingerprint = /\basset1[a-z0-9]{38}\b/.exec(plain)?.[0];
    if (fingerprint !== undefined) return this.byFingerprint.get(fingerprint) ?? null;
    const number = /^(?:null|[a-z0-9]{1,12}-)(\d{1,9})$/.exec(plain)?.[1];
    return number === undefined ? null : (this.byNumber.get(Number(number)) ?? null);
  }

  /** Among the units of one transaction: the only one of that ticker or name, or else the only one of that amount. */
  among(name: string, amount: Decimal, candidates: ReadonlyMap<string, readonly bigint[]>): string | null {
    const plain = name.trim().toLowerCase();
    const called = [...candidates.keys()].filter((unit) => {
      const looks = this.named.looks.get(unit);
      return looks?.ticker?.toLowerCase() === plain || looks?.name?.toLowerCase() === plain;
    });
    if (called.length > 0) return called.length === 1 ? (called[0] ?? null) : null;
    const alike = [...candidates].filter(([unit, quantities]) =>
      quantities.includes(smallestParts(amount, this.decimals(unit))),
    );
    return alike.length === 1 ? (alike[0]?.[0] ?? null) : null;
  }
}
