import { type Channel, serveDoor } from "../../../shared/host/rpc.ts";
import { fail } from "../../../shared/kernel/result.ts";
import type { LayoutDoor, LayoutNews } from "../../../shared/projections/layout-door.ts";
import { arrange } from "./arrange.ts";

/** Milliseconds of work before the thread listens again: how soon a cancel is heard. */
const slice = 24;

/** The thread of geometry: it hears numbers, never names. One arrangement at a time; a newer one ends the older. */
export function runLayoutThread(window: Channel): void {
  let running = 0;
  const door: LayoutDoor = {
    arrange: async (job) => {
      running += 1;
      const own = running;
      const steps = arrange(job);
      let told = 0;
      for (;;) {
        const until = performance.now() + slice;
        let step = steps.next();
        while (step.done !== true && performance.now() < until) step = steps.next();
        if (step.done === true) return { ok: true, value: { positions: step.value } };
        if (step.value.done - told > step.value.total / 20) {
          told = step.value.done;
          tell({ job: job.job, ...step.value });
        }
        await new Promise((resume) => setTimeout(resume, 0));
        if (own !== running) return fail("cancelled");
      }
    },
    cancel: async () => {
      running += 1;
      return null;
    },
  };
  const { tell } = serveDoor<LayoutNews>(window, door);
}
