import type { Bench } from "./bench";
import type { Mutant } from "./mutants";
import type { Story } from "./story";

/** The story with every event left out that it does not need to fail. */
export async function shrink(bench: Bench, story: Story, mutant: Mutant | null): Promise<Story> {
  for (const event of story.events) {
    const shorter = { ...story, events: story.events.filter((other) => other !== event) };
    const { violations } = await bench.tell(shorter, mutant);
    if (violations.length > 0) return shrink(bench, shorter, mutant);
  }
  return story;
}
