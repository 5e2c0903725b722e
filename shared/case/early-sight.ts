import type { CaseId } from "../kernel/brand.ts";
import type { Entity, Flow } from "../projections/model.ts";
import type { RowPack } from "../projections/row-format.ts";
import { packOutlines, rowsPerOutlinePack } from "../projections/stored-rows.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseNews, EarlySight, History } from "./door.ts";
import type { OpenedCase } from "./opening-door.ts";
import { lastParts, middlePack } from "./parts.ts";

/** A case whose records were read and folded. */
interface ReadCase {
  readonly caseId: CaseId;
  readonly fold: { mostLinked(): Iterable<Entity> };
  opened(): OpenedCase;
  counted(): Omit<History, "undo" | "redo">;
}

/** What is shown before everything is told. */
interface Sight extends Pick<PatchNews, "caseId" | "history"> {
  readonly early: EarlySight;
  readonly packs: Iterable<RowPack>;
  readonly flows: readonly Flow[];
}
type PatchNews = Extract<CaseNews, { readonly kind: "patch" }>;

/** Tells an early sight, a pack at a time; its flows end it. */
export async function tellEarly({ tell, heard }: Pick<CaseDeps, "tell" | "heard">, { packs, flows, ...sight }: Sight): Promise<void> {
  const change = { kind: "patch", isWhole: true, ...sight } as const;
  for (const pack of packs) {
    tell({ ...change, ...middlePack(pack) });
    await heard?.();
  }
  const put = new Map(flows.map((flow) => [flow.id, flow]));
  for (const part of lastParts({ put: new Map(), drop: new Set() }, { put, drop: new Set() })) tell({ ...change, ...part });
}

/**
 * Tells what most links run to, without facts, once all of a case was read and checked: a chart of a big case begins with it, and everything is told
 * after it. What an act would undo is not known yet, and nothing may be said meanwhile.
 */
export async function tellMostLinked(deps: Pick<CaseDeps, "tell" | "heard">, open: ReadCase): Promise<void> {
  const rows = [...open.fold.mostLinked()];
  // Without a link there is no chart to begin with.
  if (rows.length === 0) return;
  const history = { ...open.counted(), undo: null, redo: null };
  const early = { of: "most-linked", opened: open.opened() } as const;
  await tellEarly(deps, { caseId: open.caseId, history, early, packs: outlinePacks(rows), flows: [] });
  await deps.heard?.();
}

function* outlinePacks(rows: readonly Entity[]): Generator<RowPack> {
  for (let at = 0; at < rows.length; at += rowsPerOutlinePack) yield packOutlines(rows.slice(at, at + rowsPerOutlinePack));
}
