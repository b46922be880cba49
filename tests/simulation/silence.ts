import { db } from "@/lib/db";
import { startSync } from "@/lib/sync/start-sync";
import { log } from "@/lib/log";
import { jobOf } from "./queue";
import type { World } from "./world";

const silenceAllowedMs = 120_000;

/** Sees to it that no job is without a sign of life, or a message that will bring one, for more than two minutes. */
export class SilenceCheck {
  /** Jobs of which the queue has ever had a message: before that nobody but the person who asked can help. */
  private readonly dispatched = new Set<string>();

  /** When somebody asked again for a job that the queue knew nothing of. */
  private readonly askedAt = new Map<string, number>();

  constructor(private readonly world: World) {}

  /** The next time to look, null where every job has ended. */
  async look(isExcused: boolean): Promise<number | null> {
    const { clock, queue, violations } = this.world;
    for (const { body } of queue.pending.values()) this.dispatched.add(jobOf(body));
    const running = await db().syncJob.findMany({ where: { finishedAt: null } });
    if (running.length === 0) return null;
    let next = Infinity;
    for (const job of running) {
      const sign = Math.max(
        job.progressedAt.getTime(),
        job.resumesAt?.getTime() ?? 0,
        queue.lateAt.get(job.id) ?? 0,
        this.askedAt.get(job.id) ?? 0,
      );
      const deadline = sign + silenceAllowedMs;
      const isHeldUp = [...queue.pending.values()].some(
        ({ body, dueAt }) => jobOf(body) === job.id && dueAt <= deadline,
      );
      if (clock.now <= deadline) next = Math.min(next, deadline + 1);
      else if (isExcused || isHeldUp) next = Math.min(next, clock.now + 60_000);
      else if (this.dispatched.has(job.id)) {
        violations.push(`job ${job.status} at step ${String(job.seq)} is silent for two minutes`);
        log.error("silent", { job, pending: [...queue.pending.values()] });
      } else {
        // Its request died before the queue had anything: who asked for it asks again.
        next = Math.min(next, clock.now + 1_000);
        this.askedAt.set(job.id, clock.now);
        void this.askAgain(job.userId, job.walletId);
      }
    }
    return next;
  }

  private async askAgain(userId: string, walletId: string): Promise<void> {
    await this.world.functions.invoke(() => startSync(userId, walletId).catch(() => null));
  }
}
