import type { ShareBlock } from "../bundle/model.ts";
import { hashPieces } from "../bundle/hash-file.ts";
import { decidedToStay } from "../bundle/held-before.ts";
import { markText } from "../interop/tables/model.ts";
import { outputEndings, outputMediaTypes, writeOutput } from "../interop/tables/write-output.ts";
import type { FileHash, InstantMs } from "../kernel/brand.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { isIsoDate } from "../ledger/iso-date.ts";
import type { Statement } from "../ledger/model.ts";
import { draftEntity } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import type { CaseError } from "./answer.ts";
import { keepWords, wordsOf } from "./bundle-traces.ts";
import { needsSecond } from "./cosigning.ts";
import type { CaseDeps } from "./deps.ts";
import { type ExportDoor, type ExportEntry, type ExportPlan, type ExportPreview, type ExportReceipt, formsOf } from "./export-door.ts";
import { exportMark, reasonsOf, recipientNames } from "./export-mark.ts";
import type { ExportRecord } from "./export-record.ts";
import { type ExportRows, exportRows } from "./export-rows.ts";
import { noteGiving } from "./given-claims.ts";
import { addresseeOf, holdersOf, noteAddressees } from "./holders.ts";
import { needOpenCase, needSession, type Session, type SessionHolder } from "./session.ts";
import { takeBackShare } from "./settling.ts";
import { countByReason } from "./share-preview.ts";
import type { Scene } from "./share-scene.ts";
import { noteWithholding } from "./withheld-claims.ts";

const job = "export-table";
const sampleRows = 6;
/** A file above this is no table for a person; its bytes are held whole. */
const mostBytes = 2 ** 30;

/** Tables that leave in other programs' formats. */
export function openExporting(deps: CaseDeps, holder: SessionHolder): ExportDoor {
  const inScene = <Value>(act: (scene: Scene) => Promise<Result<Value, CaseError>>): Promise<Result<Value, CaseError>> => {
    const needed = needOpenCase(holder);
    return needed.ok ? act({ deps, ...needed.value }) : Promise.resolve(needed);
  };
  return {
    previewExport: (plan) => inScene((scene) => preview(scene, plan)),
    // In turn: what is written is what is recorded.
    exportTable: (plan) => inScene((scene) => scene.open.inTurn(() => makeExport(scene, plan))),
    listExports: async () => {
      const session = needSession(holder);
      return session.ok ? listExports(session.value) : session;
    },
  };
}

async function preview(scene: Scene, plan: ExportPlan): Promise<Result<ExportPreview, CaseError>> {
  const found = await exportRows(scene, plan);
  if (!found.ok) return found;
  const second = await needsSecond(scene.session, [sharePlan(plan)]);
  if (!second.ok) return second;
  const { selection, table, count, asked, claims, keptBack } = found.value;
  const sample: (readonly string[])[] = [];
  for (const row of table.rows) if (sample.push(row) === sampleRows) break;
  return succeed({
    rows: count,
    asked,
    claims,
    keptBack,
    stays: countByReason(selection),
    warnings: warningsOf(plan, found.value),
    blocked: blocksOf(plan, found.value),
    columns: table.columns.map(({ id, title }) => ({ id, title })),
    sample,
    said: exportMark(scene, plan, count, scene.deps.clock.now()).said,
    needsSecond: second.value,
  });
}

const sharePlan = ({ to }: ExportPlan) => ({ ...to, entities: null, withhold: [], files: [] });

/** What a bundle warns of; of files that go into none, nothing. */
function warningsOf({ table }: ExportPlan, { selection }: ExportRows): ExportPreview["warnings"] {
  const isOfFlows = table === "flows";
  const ofFiles: ReadonlySet<string> = new Set(["file-left-out", "file-without-exhibit", "taken-back-untold"]);
  return selection.warnings.filter(({ kind }) => !ofFiles.has(kind) && !(isOfFlows && kind === "orphan-link"));
}

/** Why no file may be made: what blocks a bundle, a date that is none, and a table of nothing. */
function blocksOf(plan: ExportPlan, { selection, count }: ExportRows): readonly ShareBlock[] {
  const ofPlan = selection.blocked.filter(({ kind }) => kind !== "nothing-to-share");
  const badDate: readonly ShareBlock[] = plan.to.retainUntil === "" || isIsoDate(plan.to.retainUntil) ? [] : [{ kind: "bad-date", count: 1 }];
  const isNothing = count === 0 && ofPlan.every(({ kind }) => kind !== "originator-forbids");
  return [...ofPlan, ...badDate, ...(isNothing ? [{ kind: "nothing-to-share", count: 0 } as const] : [])];
}

async function makeExport(scene: Scene, plan: ExportPlan): Promise<Result<ExportReceipt, CaseError>> {
  if (!formsOf[plan.table].includes(plan.form)) return fail("blocked", "form");
  const second = await needsSecond(scene.session, [sharePlan(plan)]);
  if (!second.ok) return second;
  if (second.value) return fail("needs-second-officer");
  const found = await exportRows(scene, plan);
  if (!found.ok) return found;
  const [blocked] = blocksOf(plan, found.value);
  if (blocked !== undefined) return fail("blocked", blocked.kind);
  const at = scene.deps.clock.now();
  const written = await write(scene, plan, found.value, at);
  if (!written.ok) return written;
  const { bytes, fileHash, notes, left, mark } = written.value;
  const record = await recordOf(scene, plan, found.value, { fileHash, sizeBytes: bytes.length, at });
  const recorded = await noteExport(scene, plan, { record, at, withheld: decidedToStay(found.value.selection) });
  if (!recorded.ok) return recorded;
  const name = nameOf(plan, at);
  const side = plan.form === "csv" ? sideFile(name, `${markText(mark)}\nSHA-256: ${fileHash}\n`) : null;
  const transfer = [bytes.buffer];
  return succeed({ record, name, mediaType: outputMediaTypes[plan.form], bytes, side, notes, left, transfer });
}

const sideFile = (name: string, text: string): ExportReceipt["side"] => ({ name: `${name}.marking.txt`, bytes: utf8ToBytes(`\uFEFF${text}`) });

async function write(scene: Scene, plan: ExportPlan, { table, rows, ids, flows, count }: ExportRows, at: InstantMs) {
  const isStopped = scene.session.begin(job);
  const mark = exportMark(scene, plan, count, at);
  const told = { ...table, rows: tellingRows(scene, table.rows, count) };
  const created = new Date(at).toISOString();
  const name = `${scene.open.caseId}-${at}`;
  const { csv, words, form } = plan;
  const output = writeOutput({ form, table: told, rows, ids, flows, mark, name, created, csv, sheets: words.sheets });
  const pieces: Bytes[] = [];
  let sizeBytes = 0;
  for await (const piece of output.pieces) {
    sizeBytes += piece.length;
    pieces.push(piece);
    if (isStopped()) return fail("cancelled");
    if (sizeBytes > mostBytes) return fail("too-large", "export");
  }
  scene.deps.tell({ kind: "progress", job, done: 1, total: 1 });
  const bytes = concatBytes(...pieces);
  const fileHash = await hashPieces([bytes]);
  return succeed({ bytes, fileHash, notes: output.notes, left: [...output.left.values()].reduce((sum, each) => sum + each, 0), mark });
}

/** The rows, telling how far they are as they are taken. */
function tellingRows({ deps }: Scene, rows: Iterable<readonly string[]>, total: number): Iterable<readonly string[]> {
  const step = Math.max(1000, Math.ceil(total / 100));
  return {
    *[Symbol.iterator]() {
      let done = 0;
      for (const row of rows) {
        yield row;
        done += 1;
        if (done % step === 0 && done < total) deps.tell({ kind: "progress", job, done, total });
      }
    },
  };
}

/** "dalel-entities-amber-20261127T120000Z.csv": what it is and how it is marked, nothing of the case. */
function nameOf({ table, form, to }: ExportPlan, at: InstantMs): string {
  const instant = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
  const national = to.nationalMark === "" ? "" : `-${to.nationalMark}`;
  return `dalel-${table}-tlp-${to.marking.replace("+", "-")}${national}-${instant}Z${outputEndings[form]}`;
}

async function recordOf(
  { open, session }: Scene,
  plan: ExportPlan,
  { count, claims, keptBack }: ExportRows,
  file: { readonly fileHash: FileHash; readonly sizeBytes: number; readonly at: InstantMs },
): Promise<ExportRecord> {
  const { to, table, form } = plan;
  const bare: Omit<ExportRecord, "recordHash"> = {
    caseId: open.caseId,
    authors: [...new Set(to.to)].sort(),
    addressee: addresseeOf(to),
    table,
    form,
    fileHash: file.fileHash,
    sizeBytes: file.sizeBytes,
    marking: to.marking,
    nationalMark: to.nationalMark === "official-use" ? "official-use" : "",
    retainUntil: to.retainUntil,
    rows: count,
    claims,
    keptBack,
  };
  const said = canonicalText({ ...bare, authors: [...bare.authors], ...reasonsOf(plan), at: file.at, author: session.me.author });
  return { ...bare, recordHash: await hashPieces([utf8ToBytes(said)]) };
}

interface Noted {
  readonly record: ExportRecord;
  readonly at: InstantMs;
  readonly withheld: Parameters<typeof noteWithholding>[2]["claims"];
}

/** In the case and in the books before the bytes are given: who stops between the two has a record of what never left. */
async function noteExport(scene: Scene, plan: ExportPlan, { record, at, withheld }: Noted): Promise<Result<void, CaseError>> {
  const { session, open } = scene;
  const [place, holders] = [{ vault: session.vault, caseId: open.caseId }, holdersOf(plan.to)];
  const named = await noteAddressees(place.vault, place.caseId, holders);
  if (!named.ok) return named;
  const kept = await noteWithholding(place, holders, { statementHash: record.recordHash, claims: withheld });
  if (!kept.ok) return kept;
  // No claim is given by a table, which holds no claims: partners are not to wait for what takes them back. What is withheld counts with it.
  const noted = await noteGiving(place, holders, { statementHash: record.recordHash, claims: new Set() });
  if (!noted.ok) return noted;
  const said = await open.say("share", handovers(scene, plan, record));
  if (!said.ok) return said;
  const booked = await book(session, plan, record, at);
  if (!booked.ok) await takeBackShare(session, open, record.recordHash);
  return booked;
}

async function book({ vault, registry }: Session, plan: ExportPlan, record: ExportRecord, at: InstantMs): Promise<Result<void, CaseError>> {
  const words = await keepWords(vault, { case: record.caseId, ...reasonsOf(plan) }, record.recordHash);
  return words.ok ? registry.addBundleEvent({ kind: "export", at, record }) : words;
}

/** One record for each recipient, as of a bundle: bookkeeping, which never travels. */
function handovers(scene: Scene, plan: ExportPlan, record: ExportRecord): readonly Statement[] {
  const { marking, recordHash, fileHash, form, claims, keptBack } = record;
  return recipientNames(scene, plan).flatMap(({ name, key }) =>
    draftEntity({
      id: mintEntityId(scene.deps.random),
      type: "handover",
      source: null,
      grade: "A1",
      handling: marking,
      values: {
        recipientAgency: { kind: "text", text: name },
        ...(key === "" ? {} : { recipientKey: { kind: "identifier", text: key } }),
        statementHash: { kind: "identifier", text: recordHash },
        outputForm: { kind: "text", text: form },
        fileHash: { kind: "identifier", text: fileHash },
        marking: { kind: "text", text: marking },
        claims: { kind: "decimal", text: String(claims) },
        withheld: { kind: "decimal", text: String(keptBack) },
        purpose: { kind: "text", text: reasonsOf(plan).purpose },
      },
    }),
  );
}

async function listExports({ registry, vault }: Session): Promise<Result<readonly ExportEntry[], CaseError>> {
  const entries: ExportEntry[] = [];
  for (const { at, record } of registry.bundles.exports.values()) {
    const words = await wordsOf(vault, record.caseId, record.recordHash);
    if (!words.ok) return words;
    const partners = record.authors.map((author) => {
      const known = registry.partners.find((each) => each.author === author);
      return { agency: known?.agency ?? "", officer: known?.officer ?? "" };
    });
    entries.push({ record, at, partners, words: words.value, neverLeft: registry.bundles.neverLeft.has(record.recordHash) });
  }
  return succeed(entries.sort((a, b) => b.at - a.at));
}
