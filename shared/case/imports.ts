import type { FileHash } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Statement } from "../ledger/model.ts";
import { draftEntity, type DraftValues } from "../ontology/drafts.ts";
import { entityIdFor } from "../ontology/identity.ts";
import { isDateText } from "../ontology/value.ts";
import type { Entity } from "../projections/model.ts";
import type { FileWatch } from "../vault/model.ts";
import { fileNameValues } from "./add-exhibits.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseError, Done } from "./answer.ts";
import type { CaseDoor, ExhibitDraft } from "./door.ts";
import type { Foreseen, ImportReport } from "./import-door.ts";
import { joinImport } from "./join-import.ts";
import { keepWhole, noteRead, readWhole, watchBytes } from "./keep-file.ts";
import type { OpenCase } from "./open-case.ts";
import { createSerial } from "./serial.ts";
import { needOpenCase, needSession, type Session, type SessionHolder } from "./session.ts";

type ImportsDoor = Pick<CaseDoor, "importFile" | "foreseeImport" | "addExhibit" | "readExhibit">;

/** A table is read whole: above this it is not read at all. It can still be kept, unread. */
const mostParsedBytes = 268_435_456;

/** Files in, and exhibits out again. */
export function openImports(deps: CaseDeps, holder: SessionHolder): ImportsDoor {
  /** One file at a time: its job has one name, by which it is cancelled. */
  const inLine = createSerial();
  return {
    importFile: async (order) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      return inLine(async () => {
        const watch = watchBytes(deps, session, "import-file", order.file.size);
        watch.onProgress(0);
        const report = await importFile(deps, session, open, order, watch);
        watch.end();
        return report;
      });
    },
    foreseeImport: async (order) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      const isStopped = session.begin("foresee-import");
      // How it is to be marked is not asked yet, and changes no count.
      const drafts = await readDrafts(deps, "foresee-import", { ...order, grade: "F6", handling: "red" });
      if (isStopped()) return fail("cancelled");
      return drafts.ok ? open.inTurn(async () => succeed(foresee(deps, open, drafts.value).foreseen)) : drafts;
    },
    addExhibit: async (draft) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      return inLine(async () => {
        const watch = watchBytes(deps, session, "keep-exhibit", draft.file.size);
        watch.onProgress(0);
        const added = await keepExhibit(session, open, draft, watch);
        watch.end();
        return added;
      });
    },
    readExhibit: async ({ sha256 }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const read = await readWhole(session.value, sha256);
      await noteRead(deps, session.value, sha256, read);
      return read;
    },
  };
}

type Order = Parameters<CaseDoor["importFile"]>[0];

async function importFile(
  deps: CaseDeps,
  session: Session,
  open: OpenCase,
  order: Order,
  watch: FileWatch,
): Promise<Result<ImportReport, CaseError>> {
  const drafts = await readDrafts(deps, "import-file", order);
  if (watch.isStopped()) return fail("cancelled");
  return drafts.ok ? keepDrafts(deps, session, open, order.file, drafts.value, watch) : drafts;
}

async function readDrafts(deps: CaseDeps, job: string, { file, choices = "", ...rest }: Order): Promise<Result<Drafts, CaseError>> {
  if (file.size > mostParsedBytes) return fail("unreadable-file", "too-large");
  const drafts = await deps.intake.run({ ...rest, job, choices, file });
  if (drafts.ok) return drafts;
  const { where } = drafts.error;
  return where === "file-unreadable" || where === "cancelled" ? fail(where) : drafts;
}

type Drafts = Extract<Awaited<ReturnType<CaseDeps["intake"]["run"]>>, { ok: true }>["value"];

/** A file as it is, with what the officer says of it. First the file is durable, then, in turn with other acts, the claims that point at it. */
async function keepExhibit(session: Session, open: OpenCase, draft: ExhibitDraft, watch: FileWatch): Promise<Result<Done, CaseError>> {
  if (open.looking.isBack) return fail("looking-back");
  if (draft.publishedAt !== "" && !isDateText(draft.publishedAt)) return fail("refused-value", "publishedAt/not-a-date");
  const kept = await keepWhole(session, draft.file, watch);
  return kept.ok ? open.inTurn(() => sayExhibit(open, kept.value.sha256, kept.value.isRepaired, draft)) : kept;
}

async function sayExhibit(
  open: OpenCase,
  sha256: FileHash,
  isRepaired: boolean,
  { file, fileName, title, publisher, publishedAt, grade, handling }: ExhibitDraft,
): Promise<Result<Done, CaseError>> {
  const id = entityIdFor("exhibit", sha256);
  invariant(id !== null, "a file hash names an exhibit");
  if (open.entities.get(id)?.type === "exhibit")
    return isRepaired ? succeed({ intent: "add", entities: [id], claims: 0 }) : fail("already-imported", sha256);
  const text = (property: string, said: string): DraftValues => (said.trim() === "" ? {} : { [property]: { kind: "text", text: said.trim() } });
  const values: DraftValues = {
    fileHash: { kind: "identifier", text: sha256 },
    file: { kind: "file", sha256, sizeBytes: file.size, mediaType: file.type },
    ...fileNameValues(fileName),
    ...text("title", title),
    ...text("publisher", publisher),
    ...(publishedAt === "" ? {} : { publishedAt: { kind: "date", from: publishedAt, to: publishedAt } as const }),
  };
  const said = await open.say("add", draftEntity({ id, type: "exhibit", values, source: null, grade, handling }));
  return said.ok ? succeed({ intent: "add", entities: [id], claims: said.value.claims }) : said;
}

/** First the exhibit is durable, then the claims that point at it: a cut in between leaves an unused exhibit, never a claim without its file. */
async function keepDrafts(
  deps: CaseDeps,
  session: Session,
  open: OpenCase,
  file: Blob,
  drafts: Drafts,
  watch: FileWatch,
): Promise<Result<ImportReport, CaseError>> {
  if (isRead(open, drafts)) return fail("already-imported", drafts.sha256);
  const kept = await keepWhole(session, file, watch);
  if (!kept.ok) return kept;
  if (kept.value.sha256 !== drafts.sha256) return fail("unreadable-file", "hash");
  return open.inTurn(() => sayDrafts(deps, open, drafts));
}

/** Whether the case has this file as a table already. */
const isRead = (open: OpenCase, { exhibit }: Drafts): boolean => open.entities.get(exhibit)?.facts["reader"] !== undefined;

async function sayDrafts(deps: CaseDeps, open: OpenCase, drafts: Drafts): Promise<Result<ImportReport, CaseError>> {
  if (isRead(open, drafts)) return fail("already-imported", drafts.sha256);
  const known = open.entities.get(drafts.exhibit);
  const { foreseen, statements } = foresee(deps, open, drafts);
  const columns = drafts.columns === null ? new Map<FileHash, never>() : new Map([[drafts.sha256, drafts.columns]]);
  const said = await open.say("import", known === undefined ? statements : withoutKnown(statements, known), "", columns);
  if (!said.ok) return said;
  const { exhibit, sha256, profile, rows, accepted, rejected, duplicates } = drafts;
  const { kinds, transfers } = foreseen;
  return succeed({ exhibit, sha256, profile, rows, accepted, rejected, duplicates, kinds, transfers, claims: said.value.claims });
}

/** What an import would find new and known, and what it says: the same for the preview and for the import itself. */
function foresee(deps: CaseDeps, open: OpenCase, drafts: Drafts): { readonly foreseen: Foreseen; readonly statements: readonly Statement[] } {
  const { kinds, first, statements, keyOf } = joinImport(deps.random, open, drafts.statements);
  const { sha256, columns } = drafts;
  const all = columns === null ? 0 : columns.row.length;
  const fresh = columns === null ? 0 : open.countNewTransfers(sha256, columns, keyOf);
  return { foreseen: { kinds, first, transfers: { fresh, known: all - fresh } }, statements };
}

/** What an exhibit that was kept unread does not say yet: of its name and file there is one statement, the first. */
function withoutKnown(statements: readonly Statement[], exhibit: Entity): readonly Statement[] {
  return statements.filter(
    (statement) => statement.op !== "assert" || statement.subject !== exhibit.id || !Object.hasOwn(exhibit.facts, statement.property),
  );
}
