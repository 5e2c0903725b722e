import type { CaseId } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { rest } from "../kernel/rest.ts";
import { ontologyVersion } from "../ontology/table.ts";
import type { Entity, Flow } from "../projections/model.ts";
import type { RowPack } from "../projections/row-format.ts";
import { bytesToPack, packOutlines, packToBytes, storedRowForm } from "../projections/stored-rows.ts";
import { rowsPerPart } from "../projections/case-fold.ts";
import type { OpenVault, RunHead } from "../vault/model.ts";
import type { History, OpenedCase } from "./door.ts";
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

/** Parts written in one transaction: about a megabyte, some milliseconds, so that a commit hardly waits. */
const partsPerWrite = 40;

/**
 * Writes the snapshot of a case in the place of the one before, a transaction at a time. Until the last is written there is none.
 * Gives   whether it is there: not when `isStopped` said so, when something was said meanwhile, or when the disk is full.
 * Cost    builds every row once, 5 µs each, resting after some hundred.
 */
export async function keepSnapshot(vault: OpenVault, open: OpenCase, isStopped: () => boolean): Promise<boolean> {
  const ledger = await vault.runHead(`case/${open.caseId}`);
  const size = open.ledger.size;
  const isOver = (): boolean => isStopped() || open.ledger.size !== size;
  if (!ledger.ok || ledger.value === null || isOver()) return false;
  await dropSnapshot(vault, open.caseId);
  const run = await vault.run(snapshotRun(open.caseId));
  if (!run.ok) return false;
  const head = headOf(open, ledger.value);
  let entries: Bytes[] = [entryOf(kinds.head, head)];
  const write = async (): Promise<boolean> => {
    const kept = isOver() ? null : await run.value.append(entries);
    entries = [];
    return kept?.ok === true;
  };
  let to = "";
  for (const rows of inParts(open.fold.rows.values())) {
    for (const row of rows) to = sooner(to, lapseOf(row, head.day));
    entries.push(concatBytes(new Uint8Array([kinds.rows]), packToBytes(packOutlines(rows))));
    await rest();
    if (isOver() || (entries.length >= partsPerWrite && !(await write()))) return giveUp(vault, open.caseId);
  }
  for (const flows of inParts(open.flows.values())) entries.push(entryOf(kinds.flows, flows));
  const now = await vault.runHead(`case/${open.caseId}`);
  const isSame = now.ok && now.value?.last === ledger.value.last && now.value.boxes === ledger.value.boxes;
  entries.push(entryOf(kinds.end, { to }));
  return isSame && (await write()) ? true : giveUp(vault, open.caseId);
}

async function giveUp(vault: OpenVault, caseId: CaseId): Promise<false> {
  await dropSnapshot(vault, caseId);
  return false;
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

function* inParts<Item>(items: Iterable<Item>): Generator<readonly Item[]> {
  let part: Item[] = [];
  for (const item of items) {
    part.push(item);
    if (part.length < rowsPerPart) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
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
