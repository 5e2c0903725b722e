import type { Viewpoint } from "../projections/viewpoint.ts";
import { dayOf } from "../kernel/day.ts";
import type { CaseDeps } from "./deps.ts";
import type { Session } from "./session.ts";

/** The case as we see it today. */
export function viewpointOf({ clock }: CaseDeps, { signer }: Session): Viewpoint {
  return { own: signer.agency, day: dayOf(clock.now()), isDated: false };
}
