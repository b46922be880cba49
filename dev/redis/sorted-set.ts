import { compareText } from "@/dev/redis/text-order";

export interface ScoredMember {
  readonly member: string;
  readonly score: number;
}

/** Members in order of score, then of their bytes. */
export class SortedSet {
  private readonly scores = new Map<string, number>();
  private readonly ordered: ScoredMember[] = [];

  get size(): number {
    return this.scores.size;
  }

  score(member: string): number | undefined {
    return this.scores.get(member);
  }

  set(member: string, score: number): void {
    this.delete(member);
    this.scores.set(member, score);
    const entry = { member, score };
    this.ordered.splice(this.position(entry), 0, entry);
  }

  delete(member: string): boolean {
    const score = this.scores.get(member);
    if (score === undefined) return false;
    this.ordered.splice(this.position({ member, score }), 1);
    return this.scores.delete(member);
  }

  members(): readonly ScoredMember[] {
    return this.ordered;
  }

  /** Index of the first entry that does not come before `wanted`. */
  private position(wanted: ScoredMember): number {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.ordered[middle];
      if (entry !== undefined && compareEntries(entry, wanted) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compareEntries(a: ScoredMember, b: ScoredMember): number {
  if (a.score < b.score) return -1;
  if (a.score > b.score) return 1;
  return compareText(a.member, b.member);
}
