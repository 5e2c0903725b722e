import type { EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import { parseFileHash } from "../kernel/brand.ts";
import { type CustodyAction, custodyActions } from "../ontology/custody.ts";
import { compareText } from "./compare-text.ts";
import type { Entity } from "./model.ts";

/** One thing that was done with an exhibit; "" = not said, which only who did it, and to whom it was handed on, may not be. */
export interface CustodyFacts {
  readonly action: CustodyAction;
  /** ISO 8601 of any precision, UTC where it has a time. */
  readonly happenedAt: string;
  readonly performedBy: string;
  readonly place: string;
  readonly reason: string;
  readonly documentNumber: string;
  readonly sealNumber: string;
  /** Of a transfer: who gave it, and who took it (needed). */
  readonly handedFrom: string;
  readonly handedTo: string;
}

/** What an event says, read from its live facts; "" = not said. */
export interface CustodyEvent extends CustodyFacts {
  readonly id: EntityId;
  readonly file: FileHash;
  readonly corrects: string;
  readonly correction: "" | "replaces" | "cancels";
  /** Why it corrects. Corrections of before have it as their `reason`. */
  readonly correctionReason: string;
  readonly fileState: string;
  readonly checkedAt: string;
  /** Who recorded it, and when. */
  readonly author: string;
  readonly agency: string;
  readonly clock: number;
  readonly saidAt: InstantMs;
  readonly isDisputed: boolean;
  readonly handling: Entity["handling"];
}

/**
 * What is odd about an event. All of it is allowed: evidence is recorded as it was handled, not as it should have been.
 * "after-destruction": the exhibit was destroyed before. "before-seizure": it was seized only later. "not-registered": it was handed on, stored or
 * destroyed before it was registered. "hands-differ": handed on by somebody else than who had received it. "file-damaged": the file was not whole when
 * this was recorded. "in-future": dated after it was recorded. "corrected-by-other": another agency corrects it, which changes nothing of it.
 * "corrects-nothing": the event it names is not here, is another exhibit's or another agency's, or was recorded later.
 */
export type CustodyFlag =
  | "after-destruction"
  | "before-seizure"
  | "not-registered"
  | "hands-differ"
  | "file-damaged"
  | "in-future"
  | "corrected-by-other"
  | "corrects-nothing";

export interface CustodyStep extends CustodyEvent {
  /** The event of the same agency that corrects it: it no longer counts, and stays in sight. null = it stands. */
  readonly correctedBy: EntityId | null;
  /** Whether it says what was done: it is not corrected, and does not only cancel another. */
  readonly counts: boolean;
  readonly flags: readonly CustodyFlag[];
}

export interface CustodyChain {
  /** Every event, in the order things happened. */
  readonly steps: readonly CustodyStep[];
  /** What was done last; "destroy" once that was ever done; null = nothing is recorded. */
  readonly state: CustodyAction | null;
  /** Who holds it: to whom it was handed last; "" = not said. */
  readonly holder: string;
}

export const noCustody: CustodyChain = { steps: [], state: null, holder: "" };

/** Reads an event of custody; null for another thing, and for one of which what makes it an event is withheld. */
export function custodyEventOf(row: Entity): CustodyEvent | null {
  const text = (property: string): string => {
    const value = row.facts[property]?.[0]?.value;
    if (value === undefined) return "";
    return value.kind === "date" ? value.from || value.to : "text" in value ? value.text : "";
  };
  const file = parseFileHash(text("fileHash"));
  const action = custodyActions.find((each) => each === text("custodyAction"));
  const said = row.facts["custodyAction"]?.[0];
  if (row.type !== "custodyEvent" || file === null || action === undefined || said === undefined) return null;
  const correction = text("correction");
  return {
    id: row.id,
    file,
    action,
    happenedAt: text("happenedAt"),
    performedBy: text("performedBy"),
    place: text("custodyPlace"),
    reason: text("reason"),
    documentNumber: text("documentNumber"),
    sealNumber: text("sealNumber"),
    handedFrom: text("handedFrom"),
    handedTo: text("handedTo"),
    corrects: text("corrects"),
    correction: correction === "replaces" || correction === "cancels" ? correction : "",
    correctionReason: text("correctionReason"),
    fileState: text("fileState"),
    checkedAt: text("checkedAt"),
    author: said.author,
    agency: said.agency,
    clock: said.clock,
    saidAt: said.saidAt,
    isDisputed: row.isDisputed,
    handling: row.handling,
  };
}

/** The events of each file. O(rows). */
export function custodyByFile(rows: Iterable<Entity>): ReadonlyMap<FileHash, CustodyChain> {
  const events = new Map<FileHash, CustodyEvent[]>();
  for (const row of rows) {
    const event = custodyEventOf(row);
    if (event === null) continue;
    const list = events.get(event.file);
    if (list === undefined) events.set(event.file, [event]);
    else list.push(event);
  }
  return new Map([...events].map(([file, list]) => [file, custodyChain(list)]));
}

/**
 * The custody of one exhibit. An event is corrected only by its own agency and by what was recorded after it; what another agency says against it
 * stands beside it. Nothing is left out of the steps.
 *
 * Law     the same events in any order give the same chain; one more event never takes another out of it (tests/property/projections/custody.test.ts)
 * Cost    O(n log n).
 */
export function custodyChain(events: readonly CustodyEvent[]): CustodyChain {
  const byId = new Map(events.map((event) => [event.id, event]));
  const ordered = [...byId.values()].sort(compareEvents);
  const corrections = correctionsOf(ordered);
  const standing = ordered.filter(({ id, correction }) => !corrections.own.has(id) && correction !== "cancels");
  const told = flagsOf(standing);
  const steps = ordered.map((event): CustodyStep => {
    const correctedBy = corrections.own.get(event.id) ?? null;
    const flags = [...(told.get(event.id) ?? []), ...flagsAlone(event)];
    if (corrections.foreign.has(event.id)) flags.push("corrected-by-other");
    if (corrections.void.has(event.id)) flags.push("corrects-nothing");
    return { ...event, correctedBy, counts: correctedBy === null && event.correction !== "cancels", flags };
  });
  const isDestroyed = standing.some(({ action }) => action === "destroy");
  return {
    steps,
    state: isDestroyed ? "destroy" : (standing.at(-1)?.action ?? null),
    holder: standing.findLast(({ action, handedTo }) => action === "transfer" && handedTo !== "")?.handedTo ?? "",
  };
}

/** By when it happened; what is dated less exactly stands before what happened in it. Then as it was recorded, and at once in the order of the law. */
function compareEvents(a: CustodyEvent, b: CustodyEvent): number {
  const byAction = custodyActions.indexOf(a.action) - custodyActions.indexOf(b.action);
  return compareText(a.happenedAt, b.happenedAt) || a.clock - b.clock || byAction || compareText(a.id, b.id);
}

function compareRecorded(a: CustodyEvent, b: CustodyEvent): number {
  return a.clock - b.clock || compareText(a.id, b.id);
}

interface Corrections {
  /** What is corrected by its own agency, and by what: the last of several. */
  readonly own: ReadonlyMap<EntityId, EntityId>;
  readonly foreign: ReadonlySet<EntityId>;
  /** Corrections of nothing that they may correct. */
  readonly void: ReadonlySet<EntityId>;
}

/** What was recorded last is read first: a correction that was itself cancelled corrects nothing. */
function correctionsOf(events: readonly CustodyEvent[]): Corrections {
  const own = new Map<EntityId, CustodyEvent>();
  const foreign = new Set<EntityId>();
  const nothing = new Set<EntityId>();
  const byId = new Map<string, CustodyEvent>(events.map((event) => [event.id, event]));
  for (const event of events.toSorted((a, b) => compareRecorded(b, a))) {
    if (event.corrects === "") continue;
    const target = byId.get(event.corrects);
    if (target !== undefined && target.agency !== event.agency) foreign.add(target.id);
    // Only what was recorded before can be corrected: so no two events correct each other.
    const mayCorrect = target !== undefined && target.agency === event.agency && compareRecorded(target, event) < 0;
    if (!mayCorrect) nothing.add(event.id);
    else if (own.get(event.id)?.correction !== "cancels" && !own.has(target.id)) own.set(target.id, event);
  }
  return { own: new Map([...own].map(([id, event]) => [id, event.id])), foreign, void: nothing };
}

/** What is odd about each of the events that count, seen beside the others. */
function flagsOf(standing: readonly CustodyEvent[]): ReadonlyMap<EntityId, readonly CustodyFlag[]> {
  const found = new Map<EntityId, readonly CustodyFlag[]>();
  const seizedAt = standing.findLastIndex(({ action }) => action === "seize");
  const isOnlySeizure = standing.filter(({ action }) => action === "seize").length === 1;
  let [isDestroyed, isRegistered, holder] = [false, false, ""];
  for (const [at, event] of standing.entries()) {
    const flags: CustodyFlag[] = [];
    if (isDestroyed) flags.push("after-destruction");
    if (isOnlySeizure && at < seizedAt && standing[seizedAt]?.happenedAt.startsWith(event.happenedAt) === false) flags.push("before-seizure");
    if (!isRegistered && (event.action === "store" || event.action === "transfer" || event.action === "destroy")) flags.push("not-registered");
    if (event.action === "transfer" && holder !== "" && event.handedFrom !== "" && !isSameName(holder, event.handedFrom)) flags.push("hands-differ");
    if (flags.length > 0) found.set(event.id, flags);
    isDestroyed ||= event.action === "destroy";
    isRegistered ||= event.action === "register";
    if (event.action === "transfer") holder = event.handedTo || holder;
  }
  return found;
}

/** What is odd about an event by itself, whether it counts or not. */
function flagsAlone({ fileState, happenedAt, saidAt }: CustodyEvent): CustodyFlag[] {
  const flags: CustodyFlag[] = [];
  if (fileState === "damaged" || fileState === "lost") flags.push("file-damaged");
  // A day is that of Kazakhstan, five hours ahead: a day more is left for it.
  const from = Date.parse(happenedAt);
  if (Number.isFinite(from) && from > saidAt + (happenedAt.includes("T") ? 60_000 : 86_400_000)) flags.push("in-future");
  return flags;
}

function isSameName(a: string, b: string): boolean {
  const plain = (text: string): string =>
    text
      .normalize("NFC")
      .toLowerCase()
      .replaceAll(/[\s.]+/g, " ")
      .trim();
  return plain(a) === plain(b);
}
