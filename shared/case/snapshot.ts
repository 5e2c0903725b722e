import type { CaseId } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { rest } from "../kernel/rest.ts";
import { ontologyVersion } from "../ontology/table.ts";
import type { Entity, Flow } from "../projections/model.ts";
import type { RowPack } from "../projections/row-format.ts";
import { bytesToPack, packOutlines, packToBytes, rowsPerOutlinePack, storedRowForm } from "../projections/stored-rows.ts";
import type { OpenVault, RunHead } from "../vault/model.ts";
import type { History } from "./door.ts";
import type { OpenedCase } from "./opening-door.ts";
import type { OpenCase } from "./open-case.ts";

/**
 * What a case showed when its ledger ended where it ends, without facts: kept so that the next opening shows it at once, while every record is read and
 * checked. A cache and no source: everything in it is told anew by the fold, or not at all. It lies in a run of its own, sealed and chained like all else.
 */
export const snapshotRun = (caseId: CaseId): string => `snapshot/${caseId}`;

/** Form of what is below. */
const format = 1;

/** The first entry: what it is a snapshot of, and what is known of the case without its rows. */
interface Head {
  readonly format: typeof format;
  readonly rows: number;
  readonly ontology: number;
  readonly agency: string;
  readonly ledger: RunHead;
  readonly day: string;
  readonly opened: Pick<OpenedCase, "number" | "title" | "handling">;
  readonly history: History;
}
/** The last entry. Rows say the same from the day of the head to this one; "" = for ever. */
interface End {
  readonly to: string;
}
const kinds = { head: 0, rows: 1, flows: 2, end: 3 } as const;

/** What a snapshot holds, read and authentic. */
export interface Snapshot {
  readonly opened: Head["opened"];
  readonly history: History;
  readonly packs: readonly RowPack[];
  readonly flows: readonly Flow[];
}

/** Who looks, and when. */
interface Eyes {
  readonly agency: string;
  readonly day: string;
}

/** Entries written in one transaction: about a megabyte, some milliseconds, so that a commit hardly waits. */
const entriesPerWrite = 10;
/** Rows built between two rests. */
const rowsPerTurn = 250;

/**
 * Writes the snapshot of a case in the place of the one before, a transaction at a time. Until the last is written there is none.
 * Gives   the end of the ledger it is of; null when there is none: `isStopped` said so, something was said meanwhile, or the disk is full.
 * Cost    builds every row once, 5 µs each, resting after some hundred.
 */
export async function keepSnapshot(vault: OpenVault, open: OpenCase, isStopped: () => boolean): Promise<RunHead | null> {
  const ledgerRun = `case/${open.caseId}`;
  // In turn: no act is kept and not folded yet, or folded and not kept.
  const [ledger, size] = await open.inTurn(async () => [await vault.runHead(ledgerRun), open.ledger.size] as const);
  const isOver = (): boolean => isStopped() || open.ledger.size !== size;
  if (!ledger.ok || ledger.value === null || isOver()) return null;
  await dropSnapshot(vault, open.caseId);
  const run = await vault.run(snapshotRun(open.caseId));
  if (!run.ok) return null;
  let entries: Bytes[] = [];
  for (const entry of entriesOf(open, headOf(open, ledger.value))) {
    if (entry !== null) entries.push(entry);
    else await rest();
    if (isOver()) return giveUp(vault, open.caseId);
    if (entries.length <= entriesPerWrite) continue;
    // The last stays behind: it may be the end.
    const last = entries.splice(-1);
    if (!(await run.value.append(entries)).ok) return giveUp(vault, open.caseId);
    entries = last;
  }
  const isKept = await open.inTurn(async () => !isOver() && (await run.value.append(entries)).ok);
  return isKept ? ledger.value : giveUp(vault, open.caseId);
}

/** The entries in order, the end last; null when it is time to rest. */
function* entriesOf(open: OpenCase, head: Head): Generator<Bytes | null> {
  yield entryOf(kinds.head, head);
  let [rows, to]: [Entity[], string] = [[], ""];
  const packed = (): Bytes => concatBytes(new Uint8Array([kinds.rows]), packToBytes(packOutlines(rows)));
  for (const row of open.fold.rows.values()) {
    to = sooner(to, lapseOf(row, head.day));
    rows.push(row);
    if (rows.length % rowsPerTurn > 0) continue;
    yield null;
    if (rows.length < rowsPerOutlinePack) continue;
    yield packed();
    rows = [];
  }
  if (rows.length > 0) yield packed();
  yield entryOf(kinds.flows, [...open.flows.values()]);
  yield entryOf(kinds.end, { to });
}

async function giveUp(vault: OpenVault, caseId: CaseId): Promise<null> {
  await dropSnapshot(vault, caseId);
  return null;
}

/** Destroys the snapshot of a case, keys first. One that cannot be destroyed now is not valid either: the next opening tries again. */
export async function dropSnapshot(vault: OpenVault, caseId: CaseId): Promise<void> {
  await vault.destroy({ runs: [snapshotRun(caseId)], notes: [], files: [] });
}

function headOf(open: OpenCase, ledger: RunHead): Head {
  const { number, title, handling } = open.opened();
  const { own, day } = open.fold.now.viewpoint;
  return {
    format,
    rows: storedRowForm,
    ontology: ontologyVersion,
    agency: own,
    ledger,
    day,
    opened: { number, title, handling },
    history: open.history(),
  };
}

/** The last day on which the row surely says the same: then the first of its rulings in force lapses. "" = for ever. */
function lapseOf({ rulings }: Entity, day: string): string {
  let last = "";
  for (const { until, state } of rulings) if (state === "in-force" && until !== "") last = sooner(last, until < day ? day : until);
  return last;
}
const sooner = (a: string, b: string): string => (a === "" || (b !== "" && b < a) ? b : a);

function entryOf(kind: number, content: Head | End | readonly Flow[]): Bytes {
  return concatBytes(new Uint8Array([kind]), utf8ToBytes(JSON.stringify(content)));
}

/**
 * The snapshot of a case, when it is whole and is of this ledger, this version and these eyes; else null, and what lies there is removed: it is never
 * an error. Read whole before any of it is given. Cost: 50 bytes a row from the disk.
 */
export async function readSnapshot(vault: OpenVault, caseId: CaseId, eyes: Eyes): Promise<Snapshot | null> {
  const [ledger, there] = [await vault.runHead(`case/${caseId}`), await vault.runHead(snapshotRun(caseId))];
  if (there.ok && there.value === null) return null;
  const snapshot = ledger.ok && ledger.value !== null && there.ok ? await readWhole(vault, caseId, eyes, ledger.value) : null;
  if (snapshot === null) await dropSnapshot(vault, caseId);
  return snapshot;
}

async function readWhole(vault: OpenVault, caseId: CaseId, eyes: Eyes, ledger: RunHead): Promise<Snapshot | null> {
  const run = await vault.run(snapshotRun(caseId));
  if (!run.ok) return null;
  const [packs, flows]: [RowPack[], Flow[]] = [[], []];
  let head: Head | null = null;
  for await (const entry of run.value.entries()) {
    if (!entry.ok) return null;
    const content = entry.value.subarray(1);
    switch (entry.value[0]) {
      case kinds.head:
        head = readJson<Head>(content);
        if (head === null || !isOf(head, ledger, eyes)) return null;
        break;
      case kinds.rows: {
        const pack = head === null ? null : bytesToPack(content);
        if (pack === null) return null;
        packs.push(pack);
        break;
      }
      case kinds.flows:
        for (const flow of readJson<readonly Flow[]>(content) ?? []) flows.push(flow);
        break;
      case kinds.end:
        return head === null || !isStill(readJson<End>(content), eyes) ? null : { opened: head.opened, history: head.history, packs, flows };
      default:
        return null;
    }
  }
  return null;
}

function isOf(head: Head, ledger: RunHead, { agency, day }: Eyes): boolean {
  const isOurs = head.format === format && head.rows === storedRowForm && head.ontology === ontologyVersion && head.agency === agency;
  const isOfLedger = head.ledger.boxes === ledger.boxes && head.ledger.last === ledger.last;
  return isOurs && isOfLedger && head.day <= day;
}

function isStill(end: End | null, { day }: Eyes): boolean {
  return end !== null && (end.to === "" || day <= end.to);
}

/** For texts this program sealed itself: of one version their shape is known. */
function readJson<Shape>(bytes: Bytes): Shape | null {
  const text = bytesToUtf8(bytes);
  return text === null ? null : (JSON.parse(text) as Shape);
}
