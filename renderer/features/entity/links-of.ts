import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity, Flow } from "../../../shared/projections/model.ts";
import type { CaseIndex } from "../../state/case-index.ts";
import { saysWhoIsWho } from "../../../shared/projections/counted.ts";

/** A link or computed flow at an entity, with its other end. */
export interface LinkAt {
  readonly link: Entity;
  readonly other: EntityId;
  readonly direction: "out" | "in";
  /** A possible match of two that are said not to be one: no open question. */
  readonly isAnswered: boolean;
}
export interface FlowAt {
  readonly flow: Flow;
  readonly other: EntityId;
  readonly direction: "out" | "in";
}

/** Links of the case that run from or to an entity, by type; what is answered comes last. */
export function linksAt(index: CaseIndex, id: EntityId): readonly LinkAt[] {
  const found: Omit<LinkAt, "isAnswered">[] = [];
  for (const link of index.endingAt(id)) {
    if (link.ends === null || saysWhoIsWho(link)) continue;
    if (link.ends.from === id) found.push({ link, other: link.ends.to, direction: "out" });
    else if (link.ends.to === id) found.push({ link, other: link.ends.from, direction: "in" });
  }
  return found
    .map((each) => ({ ...each, isAnswered: index.answered.has(each.link.id) }))
    .sort((a, b) => Number(a.isAnswered) - Number(b.isAnswered) || (a.link.type < b.link.type ? -1 : a.link.type > b.link.type ? 1 : 0));
}

/** Computed flows from or to a wallet, the busiest first. O(flows). */
export function flowsAt(flows: ReadonlyMap<string, Flow>, id: EntityId): readonly FlowAt[] {
  const found: FlowAt[] = [];
  for (const flow of flows.values()) {
    if (flow.from === id) found.push({ flow, other: flow.to, direction: "out" });
    else if (flow.to === id) found.push({ flow, other: flow.from, direction: "in" });
  }
  return found.sort((a, b) => b.flow.count - a.flow.count);
}

/** The statement that already relies on a flow, or undefined: same ends, same contract. */
export function reliedOn(index: CaseIndex, flow: Flow): Entity | undefined {
  for (const link of index.endingAt(flow.from)) {
    if (link.type !== "flow" || link.ends?.from !== flow.from || link.ends.to !== flow.to) continue;
    const contract = link.facts["contract"]?.[0]?.value;
    if ((contract?.kind === "identifier" ? contract.text : "") === flow.asset.contract) return link;
  }
  return undefined;
}
