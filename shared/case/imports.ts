import type { EntityId, FileHash } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Statement } from "../ledger/model.ts";
import { draftEntity, type DraftValues } from "../ontology/drafts.ts";
import { entityIdFor } from "../ontology/identity.ts";
import { noteProperty, typeProperty } from "../ontology/model.ts";
import { isDateText } from "../ontology/value.ts";
import type { Entity } from "../projections/model.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseError, Done } from "./answer.ts";
import type { CaseDoor, ExhibitDraft } from "./door.ts";
import type { OpenCase } from "./open-case.ts";
import { needOpenCase, needSession, type SessionHolder } from "./session.ts";

type ImportsDoor = Pick<CaseDoor, "importFile" | "addExhibit" | "readExhibit">;

/** Files in, and exhibits out again. */
export function openImports(deps: CaseDeps, holder: SessionHolder): ImportsDoor {
  return {
    importFile: async ({ file, fileName, profile, grade, handling }) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      const bytes = new Uint8Array(await file.arrayBuffer());
      deps.tell({ kind: "progress", job: "import-file", done: 0, total: bytes.length });
      const drafts = await deps.intake.run({ bytes: bytes.slice(), fileName, profile, grade, handling });
      const report = drafts.ok ? await open.inTurn(() => keepDrafts(session.vault, open, bytes, drafts.value)) : drafts;
      deps.tell({ kind: "progress", job: "import-file", done: 1, total: 1 });
      return report;
    },
    addExhibit: async (draft) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      const bytes = new Uint8Array(await draft.file.arrayBuffer());
      return open.inTurn(() => keepExhibit(session.vault, open, bytes, draft));
    },
    readExhibit: async ({ sha256 }) => {
      const session = needSession(holder);
      return session.ok ? session.value.vault.readFile(sha256) : session;
    },
  };
}

type Drafts = Extract<Awaited<ReturnType<CaseDeps["intake"]["run"]>>, { ok: true }>["value"];
type Report = Extract<Awaited<ReturnType<CaseDoor["importFile"]>>, { ok: true }>["value"];

/** A file as it is, with what the officer says of it. First the file is durable, then the claims that point at it. */
async function keepExhibit(
  vault: NonNullable<SessionHolder["current"]>["vault"],
  open: OpenCase,
  bytes: Uint8Array<ArrayBuffer>,
  { file, fileName, title, publisher, publishedAt, grade, handling }: ExhibitDraft,
): Promise<Result<Done, CaseError>> {
  if (open.looking.isBack) return fail("looking-back");
  if (publishedAt !== "" && !isDateText(publishedAt)) return fail("refused-value", "publishedAt/not-a-date");
  const kept = await vault.keepFile(bytes);
  if (!kept.ok) return kept;
  const id = entityIdFor("exhibit", kept.value);
  invariant(id !== null, "a file hash names an exhibit");
  if (open.entities.get(id)?.type === "exhibit") return fail("already-imported", kept.value);
  const name = plainName(fileName);
  const text = (property: string, said: string): DraftValues => (said.trim() === "" ? {} : { [property]: { kind: "text", text: said.trim() } });
  const values: DraftValues = {
    fileHash: { kind: "identifier", text: kept.value },
    file: { kind: "file", sha256: kept.value, sizeBytes: bytes.length, mediaType: file.type },
    ...text("fileName", name),
    // The name as it was: no claim holds a control character, and none may be lost unsaid.
    ...(name === fileName.trim() ? {} : text(noteProperty, `fileName: ${JSON.stringify(fileName).replaceAll(controls, escaped)}`)),
    ...text("title", title),
    ...text("publisher", publisher),
    ...(publishedAt === "" ? {} : { publishedAt: { kind: "date", from: publishedAt, to: publishedAt } as const }),
  };
  const said = await open.say("add", draftEntity({ id, type: "exhibit", values, source: null, grade, handling }));
  return said.ok ? succeed({ intent: "add", entities: [id], claims: said.value.claims }) : said;
}

/** Characters a claim may not hold, or that have no place in a name of one line. */
const controls = /\p{Cc}/gu;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A file's name on one line, without control characters and half letters; letters and marks of every script stay. */
function plainName(fileName: string): string {
  return fileName
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim();
}

/** First the exhibit is durable, then the claims that point at it: a cut in between leaves an unused exhibit, never a claim without its file. */
async function keepDrafts(
  vault: NonNullable<SessionHolder["current"]>["vault"],
  open: OpenCase,
  bytes: Uint8Array<ArrayBuffer>,
  drafts: Drafts,
): Promise<Result<Report, CaseError>> {
  const known = open.entities.get(drafts.exhibit);
  if (known?.facts["reader"] !== undefined) return fail("already-imported", drafts.sha256);
  const kept = await vault.keepFile(bytes);
  if (!kept.ok) return kept;
  if (kept.value !== drafts.sha256) return fail("unreadable-file", "hash");
  const { knownEntities, newEntities } = countThings(open, drafts.statements);
  const columns = drafts.columns === null ? new Map<FileHash, never>() : new Map([[drafts.sha256, drafts.columns]]);
  const said = await open.say("import", known === undefined ? drafts.statements : withoutKnown(drafts.statements, known), "", columns);
  if (!said.ok) return said;
  const { exhibit, sha256, profile, rows, accepted, rejected, duplicates } = drafts;
  return succeed({ exhibit, sha256, profile, rows, accepted, rejected, duplicates, newEntities, knownEntities, claims: said.value.claims });
}

/** What an exhibit that was kept unread does not say yet: of its name and file there is one statement, the first. */
function withoutKnown(statements: readonly Statement[], exhibit: Entity): readonly Statement[] {
  return statements.filter(
    (statement) => statement.op !== "assert" || statement.subject !== exhibit.id || !Object.hasOwn(exhibit.facts, statement.property),
  );
}

/** How many things the file names: new to the case, and known. Its exhibit and dataset are the file itself, and not counted. */
function countThings(open: OpenCase, statements: readonly Statement[]): { readonly knownEntities: number; readonly newEntities: number } {
  const named = new Set<EntityId>();
  for (const statement of statements) {
    if (statement.op !== "assert" || statement.property !== typeProperty || statement.value.kind !== "text") continue;
    if (statement.value.text !== "exhibit" && statement.value.text !== "dataset") named.add(statement.subject);
  }
  const knownEntities = [...named].filter((id) => open.typeOf(id) !== undefined).length;
  return { knownEntities, newEntities: named.size - knownEntities };
}
