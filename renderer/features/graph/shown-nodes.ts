import type { ShownChart } from "../../state/shown-chart.ts";
import { withoutOverlay } from "./overlay-scene.ts";
import type { Chart } from "./chart.ts";

/** What of the case a person sees on a chart: what they hid, thing by thing or by type, is not among it, and what arrived and is not accepted never is. */
export function shownNodes({ shown, cy }: Chart, hiddenTypes: readonly string[]): ShownChart {
  const off = new Set(hiddenTypes);
  const seen = [...withoutOverlay(shown).nodes.values()].filter(({ type }) => !off.has(type));
  return { nodes: seen.map(({ id }) => ({ entity: id, ...cy.getElementById(id).position() })), hiddenTypes };
}
