import type { CaseId } from "../kernel/brand.ts";
import type { Entity } from "../projections/model.ts";
import { packOutlines } from "../projections/stored-rows.ts";
import type { CaseDeps } from "./deps.ts";
import type { History } from "./door.ts";
import type { OpenedCase } from "./opening-door.ts";
import { middlePack } from "./parts.ts";

/** A case whose records were read and folded. */
interface ReadCase {
  readonly caseId: CaseId;
  readonly fold: { mostLinked(): Iterable<Entity> };
  opened(): OpenedCase;
  counted(): Omit<History, "undo" | "redo">;
}

/** Rows without facts in one part: a window takes them in within a few milliseconds. */
const rowsPerPart = 2000;

/**
 * Tells what most links run to, without facts, once all of a case was read and checked: a chart of a big case begins with it, and everything is told
 * after it. What an act would undo is not known yet, and nothing may be said meanwhile.
 */
export async function tellMostLinked({ tell, heard }: Pick<CaseDeps, "tell" | "heard">, open: ReadCase): Promise<void> {
  const history: History = { ...open.counted(), undo: null, redo: null };
  const change = { kind: "patch", caseId: open.caseId, isWhole: true, history, early: { of: "most-linked", opened: open.opened() } } as const;
  const rows = [...open.fold.mostLinked()];
  // Without a link there is no chart to begin with.
  if (rows.length === 0) return;
  const last = rows.length - ((rows.length - 1) % rowsPerPart) - 1;
  for (let at = 0; at < last; at += rowsPerPart) {
    tell({ ...change, ...middlePack(packOutlines(rows.slice(at, at + rowsPerPart))) });
    await heard?.();
  }
  tell({ ...change, ...middlePack(packOutlines(rows.slice(last))), isLast: true });
  await heard?.();
}
