import type { EntityId, FileHash } from "../kernel/brand.ts";
import { parseFileHash } from "../kernel/brand.ts";
import { rest } from "../kernel/rest.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { copyOfType, distinctFromType, possibleMatchType } from "../ontology/model.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { matchesAmong } from "../projections/matches.ts";
import type { Entity } from "../projections/model.ts";
import { resemblingAmong, type Sketch } from "../projections/resemblance.ts";
import { pairKey } from "../projections/sameness.ts";
import type { CaseError } from "./answer.ts";
import { textOf } from "./datasets.ts";
import type { CaseDeps } from "./deps.ts";
import type { CopySuggestion, SuggestionsDoor } from "./ledger-door.ts";
import type { OpenCase } from "./open-case.ts";
import { needOpenCase, type Session, type SessionHolder } from "./session.ts";

/** Texts that have less in common are not worth a look. */
const leastResemblance = 30;
const copiesJob = "suggest-copies";

/** What may be one, and what repeats what. Read from the case as it stands; nothing is said and nothing is stored. */
export function openSuggesting(deps: CaseDeps, holder: SessionHolder): SuggestionsDoor {
  /** Sketches of files, forgotten with the session they were read in: they tell of what is in the case. */
  const sketches = new WeakMap<Session, Map<FileHash, Sketch | null>>();
  return {
    suggestMatches: async ({ entity, limit }) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { open } = needed.value;
      const asked = entity === null ? null : open.fold.now.sameness.keyOf(entity);
      const { settled, open: kept } = answeredPairs(open.fold, asked);
      return succeed({ ...matchesAmong({ rows: open.fold.rows, settled, entity: asked, limit }), kept });
    },
    suggestCopies: async () => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      const known = sketches.get(session) ?? new Map<FileHash, Sketch | null>();
      sketches.set(session, known);
      return suggestCopies(deps, session, open, known);
    },
  };
}

/**
 * Pairs about which somebody said that they are not one, or may be: nobody is asked twice.
 * Gives   also how many are kept as possible and not answered yet; with `entity` only its own.
 */
export function answeredPairs({ now, rows }: CaseFold, entity: EntityId | null): { readonly settled: ReadonlySet<string>; readonly open: number } {
  const settled = new Set<string>();
  for (const { type, pair } of now.relating().values()) {
    if (type === distinctFromType) settled.add(pairKey(now.sameness.keyOf(pair.from), now.sameness.keyOf(pair.to)));
  }
  const possible = new Set<string>();
  for (const { type, ends } of rows.outlines().values()) {
    if (type !== possibleMatchType || ends === null) continue;
    const isAsked = ends.from !== ends.to && (entity === null || ends.from === entity || ends.to === entity);
    const key = pairKey(ends.from, ends.to);
    if (isAsked && !settled.has(key)) possible.add(key);
  }
  return { settled: settled.union(possible), open: possible.size };
}

/** Texts are read one by one, where no key lives; what could not be read is no suggestion. */
async function suggestCopies(
  deps: CaseDeps,
  session: Session,
  open: OpenCase,
  known: Map<FileHash, Sketch | null>,
): Promise<Result<readonly CopySuggestion[], CaseError>> {
  const isStopped = session.begin(copiesJob);
  const exhibits = [...open.fold.rows.ofTypes(new Set(["exhibit"]))];
  const tell = (done: number): void => deps.tell({ kind: "progress", job: copiesJob, done, total: exhibits.length });
  const read = new Map<EntityId, Sketch>();
  for (const [at, exhibit] of exhibits.entries()) {
    if (at % 16 === 0) tell(at);
    await rest();
    if (isStopped()) {
      tell(exhibits.length);
      return fail("cancelled");
    }
    const sketch = await sketchOf(deps, session, exhibit, known);
    if (sketch !== null) read.set(exhibit.id, sketch);
  }
  const alike = resemblingAmong(read, leastResemblance).filter(({ a, b }) => !isTold(open, a, b));
  if (exhibits.length > 0) tell(exhibits.length);
  return succeed(alike);
}

/** Whether it was said already how the two hang together: one repeats the other, or both the same originals. */
function isTold(open: OpenCase, a: EntityId, b: EntityId): boolean {
  const { lineage } = open.fold.now;
  if (lineage.originsOfExhibit(a).join() === lineage.originsOfExhibit(b).join()) return true;
  const key = pairKey(a, b);
  return [...open.fold.now.relating().values()].some(({ type, pair }) => type === copyOfType && pairKey(pair.from, pair.to) === key);
}

async function sketchOf(deps: CaseDeps, session: Session, exhibit: Entity, known: Map<FileHash, Sketch | null>): Promise<Sketch | null> {
  const hash = parseFileHash(textOf(exhibit, "fileHash"));
  if (hash === null) return null;
  const before = known.get(hash);
  if (before !== undefined) return before;
  const bytes = await session.vault.readFile(hash);
  // Another agency's exhibit whose file did not travel with it: it may yet come.
  if (!bytes.ok) return null;
  const file = exhibit.facts["file"]?.[0]?.value;
  const mediaType = file?.kind === "file" ? file.mediaType : "";
  const sketch = await deps.intake.sketch({ bytes: bytes.value, fileName: textOf(exhibit, "fileName"), mediaType });
  if (!sketch.ok) return null;
  known.set(hash, sketch.value);
  return sketch.value;
}
