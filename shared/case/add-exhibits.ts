import type { EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Statement } from "../ledger/model.ts";
import { draftEntity, type DraftValues } from "../ontology/drafts.ts";
import { entityIdFor } from "../ontology/identity.ts";
import { noteProperty } from "../ontology/model.ts";
import { propertyEntry } from "../ontology/read.ts";
import { parseValue } from "../ontology/value.ts";
import type { CaseError } from "./answer.ts";
import { custodyFault, custodyStatements } from "./custody.ts";
import type { CaseDeps } from "./deps.ts";
import { keepWhole, watchBytes } from "./keep-file.ts";
import type { AddedExhibits, AddedFile, ExhibitFacts, ExhibitsDraft } from "./locker-door.ts";
import type { OpenCase } from "./open-case.ts";
import type { Session } from "./session.ts";
import { KnownFacts, twinStatements } from "./twin-files.ts";

const keepJob = "keep-exhibits";
const factNames = [
  "exhibitNumber",
  "title",
  "publisher",
  "publishedAt",
  "acquiredAt",
  "obtainedFrom",
  "seizureAct",
  "collectedBy",
] as const satisfies readonly (keyof ExhibitFacts)[];

/** Keeps all files that can be kept, then says them in one act, in turn with other acts: a cut in between leaves unused files, never a claim without its file. */
export async function addExhibits(deps: CaseDeps, session: Session, open: OpenCase, draft: ExhibitsDraft): Promise<Result<AddedExhibits, CaseError>> {
  if (open.looking.isBack) return fail("looking-back");
  const fault = faultOf(draft, deps.clock.now());
  if (fault !== null) return fault;
  const watch = watchBytes(
    deps,
    session,
    keepJob,
    draft.files.reduce((sum, { file }) => sum + file.size, 0),
  );
  watch.onProgress(0);
  const { kept, stopped } = await keepAll(session, draft, watch);
  const isNothing = kept.every(({ sha256 }) => sha256 === null);
  const said = isNothing && stopped !== null ? ({ ok: false, error: stopped } as const) : await open.inTurn(() => sayAll(deps, open, draft, kept));
  watch.end();
  return said.ok ? succeed({ ...said.value, stopped: stopped?.kind ?? null }) : said;
}

/** What is wrong with the words of a draft, before a byte is read. */
function faultOf(draft: ExhibitsDraft, now: InstantMs): ReturnType<typeof fail<"refused-value">> | null {
  for (const name of factNames) {
    const entry = propertyEntry("exhibit", name);
    invariant(entry !== undefined, "facts of exhibits are properties");
    const value = draft[name].trim() === "" ? null : parseValue(entry, draft[name]);
    if (value !== null && !value.ok) return fail("refused-value", `${name}/${value.error.kind}`);
  }
  for (const facts of draft.custody) {
    const where = custodyFault(facts, now);
    if (where !== null) return fail("refused-value", where);
  }
  return null;
}

interface KeptFile {
  readonly sha256: FileHash | null;
  readonly isRepaired: boolean;
  readonly outcome: AddedFile["outcome"];
}
const passedOver: ReadonlySet<string> = new Set(["file-too-large", "file-unreadable", "no-room"] satisfies readonly AddedFile["outcome"][]);

/** One file after the other. One that cannot be kept is passed over; what would meet the next one too ends it. */
async function keepAll(
  session: Session,
  { files }: ExhibitsDraft,
  watch: ReturnType<typeof watchBytes>,
): Promise<{ readonly kept: readonly KeptFile[]; readonly stopped: CaseError | null }> {
  const kept: KeptFile[] = [];
  let [stopped, before]: [CaseError | null, number] = [null, 0];
  for (const { file } of files) {
    if (stopped !== null || watch.isStopped()) {
      stopped ??= { kind: "cancelled" };
      kept.push({ sha256: null, isRepaired: false, outcome: "not-tried" });
      continue;
    }
    const from = before;
    const one = await keepWhole(session, file, { isStopped: watch.isStopped, onProgress: (done) => watch.onProgress(from + done) });
    before += file.size;
    if (one.ok) kept.push({ ...one.value, outcome: "added" });
    else {
      const isPassed = passedOver.has(one.error.kind);
      kept.push({ sha256: null, isRepaired: false, outcome: isPassed ? (one.error.kind as AddedFile["outcome"]) : "not-tried" });
      if (!isPassed) stopped = one.error;
    }
  }
  return { kept, stopped };
}

type Told = Omit<AddedExhibits, "stopped">;

async function sayAll(deps: CaseDeps, open: OpenCase, draft: ExhibitsDraft, kept: readonly KeptFile[]): Promise<Result<Told, CaseError>> {
  const files: AddedFile[] = [];
  const statements: Statement[] = [];
  const met = new Set<EntityId>();
  const twins = new Map<EntityId, KnownFacts>();
  const places = draft.files.length > 1;
  for (const [at, { file, fileName, path }] of draft.files.entries()) {
    const { sha256 = null, isRepaired = false, outcome = "not-tried" } = kept[at] ?? {};
    const entity = sha256 === null ? null : entityIdFor("exhibit", sha256);
    if (sha256 === null || entity === null) {
      files.push({ fileName, entity: null, outcome });
      continue;
    }
    const isKnown = open.entities.get(entity)?.type === "exhibit";
    files.push({ fileName, entity, outcome: met.has(entity) ? "twice" : isRepaired && isKnown ? "repaired" : isKnown ? "known" : "added" });
    const known = twins.get(entity) ?? new KnownFacts(open.entities.get(entity));
    twins.set(entity, known);
    if (isKnown || met.has(entity)) {
      // Of several files each new one has a number of its own; what is here already has one.
      const values = exhibitValues(places ? { ...draft, exhibitNumber: "" } : draft, { sha256, file, fileName, path, number: "" });
      statements.push(...twinStatements(entity, values, known, draft));
      continue;
    }
    met.add(entity);
    const values = exhibitValues(draft, { sha256, file, fileName, path, number: places ? `/${met.size}` : "" });
    known.noteAll(values);
    statements.push(...draftEntity({ id: entity, type: "exhibit", values, source: null, grade: draft.grade, handling: draft.handling }));
    for (const facts of draft.custody) statements.push(...custodyStatements(deps.random, sha256, facts, draft.handling));
  }
  if (statements.length === 0) return succeed({ intent: "add", entities: [], claims: 0, files });
  // Where nothing is new but what is said of files that are here, nothing was added.
  const intent = met.size > 0 ? "add" : "edit";
  const said = await open.say(intent, statements);
  return said.ok ? succeed({ intent, entities: met.size > 0 ? [...met] : [...twins.keys()], claims: said.value.claims, files }) : said;
}

interface NewExhibit {
  readonly sha256: FileHash;
  readonly file: Blob;
  readonly fileName: string;
  readonly path: string;
  /** What its number ends with. */
  readonly number: string;
}

function exhibitValues(draft: ExhibitsDraft, { sha256, file, fileName, path, number }: NewExhibit): DraftValues {
  const isOne = draft.files.length === 1;
  const facts = Object.fromEntries(
    factNames.flatMap((name) => {
      const typed = name === "exhibitNumber" && draft.exhibitNumber.trim() !== "" ? `${draft.exhibitNumber.trim()}${number}` : draft[name];
      const entry = propertyEntry("exhibit", name);
      const value = entry === undefined || typed.trim() === "" || (name === "title" && !isOne) ? null : parseValue(entry, typed);
      return value?.ok ? [[name, value.value] as const] : [];
    }),
  );
  return {
    fileHash: { kind: "identifier", text: sha256 },
    file: { kind: "file", sha256, sizeBytes: file.size, mediaType: mediaTypeOf(file) },
    ...fileNameValues(fileName),
    ...(plainLine(path) === "" ? {} : { originalPath: { kind: "text", text: plainLine(path) } as const }),
    ...facts,
  };
}

/** What the machine calls the kind of a file is a name or nothing. */
const mediaTypeOf = ({ type }: Blob): string => (type.length <= 100 ? type : "");

/** A file's name on one line; where that is not what it was called, a note says what was. */
export function fileNameValues(fileName: string): DraftValues {
  const name = plainLine(fileName);
  return {
    ...(name === "" ? {} : { fileName: { kind: "text", text: name } as const }),
    // The name as it was: no claim holds a control character, and none may be lost unsaid.
    ...(name === fileName.trim()
      ? {}
      : { [noteProperty]: { kind: "text", text: `fileName: ${JSON.stringify(fileName).replaceAll(controls, escaped)}` } as const }),
  };
}

/** Characters a claim may not hold, or that have no place in a name of one line. */
const controls = /\p{Cc}/gu;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** One line without control characters and half letters; letters and marks of every script stay. */
function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim();
}
