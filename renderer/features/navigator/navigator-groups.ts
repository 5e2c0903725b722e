import { possibleMatchType } from "../../../shared/ontology/model.ts";
import { linkTypes, nodeTypes } from "../../../shared/ontology/read.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import type { ReviewRow, RowState } from "../../../shared/case/review-door.ts";
import { type Overlay, rowsByState } from "../../state/overlay.ts";
import type { CaseIndex } from "../../state/case-index.ts";

/** One branch of the navigator: a type, or an agency, with the entities in it. */
export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly entities: readonly Entity[];
  /** Of possible matches, when some are answered: how many are not. */
  readonly open?: number;
}
export interface Groups {
  readonly types: readonly Branch[];
  readonly links: readonly Branch[];
  readonly exhibits: readonly Entity[];
  readonly agencies: readonly Branch[];
  /** What is looked at over the case and is no part of it, by state; [] = nothing. */
  readonly over: readonly OverBranch[];
}
export interface OverBranch {
  readonly id: string;
  readonly state: RowState;
  readonly rows: readonly ReviewRow[];
  readonly isOff: boolean;
}

const listed: readonly string[] = nodeTypes().flatMap(([name, entry]) => (entry.isListed && name !== "exhibit" ? [name] : []));
const lines: readonly string[] = linkTypes().map(([name]) => name);

/** The branches of a case, in the order of the ontology; with a text only the names that hold it, O(entities). */
export function groupEntities(index: CaseIndex, text: string, overlay: Overlay | null = null): Groups {
  const wanted = text.trim().toLowerCase();
  const named = (entities: readonly Entity[]): readonly Entity[] =>
    wanted === "" ? entities : entities.filter(({ title }) => title.toLowerCase().includes(wanted));
  const branches = (kind: string, names: readonly string[], under: (name: string) => readonly Entity[]): readonly Branch[] =>
    names.flatMap((name) => {
      const entities = named(under(name));
      return entities.length === 0 ? [] : [{ id: `${kind}:${name}`, name, entities }];
    });
  const ofType = (type: string): readonly Entity[] => index.listedOf(type);
  return {
    types: branches("type", [...listed, "unknown"], ofType),
    links: branches("link", lines, ofType).map((branch) => (branch.name === possibleMatchType ? withOpen(branch, index.answered) : branch)),
    exhibits: named(index.listedOf("exhibit")),
    over: overlay === null ? [] : overBranches(overlay, wanted),
    agencies: branches("agency", index.agencies(), (agency) => index.saidBy(agency)),
  };
}

function overBranches(overlay: Overlay, wanted: string): readonly OverBranch[] {
  return rowsByState(overlay).flatMap(({ state, rows, isOff }) => {
    const named = rows.filter(({ title, ends }) => `${title} ${ends?.from.title ?? ""} ${ends?.to.title ?? ""}`.toLowerCase().includes(wanted));
    return named.length === 0 ? [] : [{ id: `over:${state}`, state, rows: named, isOff }];
  });
}

function withOpen(branch: Branch, answered: ReadonlySet<string>): Branch {
  const open = branch.entities.filter(({ id }) => !answered.has(id)).length;
  return open === branch.entities.length ? branch : { ...branch, open };
}
