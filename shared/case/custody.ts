import { type EntityId, type FileHash, type InstantMs, parseFileHash } from "../kernel/brand.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Handling, Statement, Value } from "../ledger/model.ts";
import { custodyActions, custodyEventType } from "../ontology/custody.ts";
import { draftEntity } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import { propertyEntry } from "../ontology/read.ts";
import { parseValue } from "../ontology/value.ts";
import { type CustodyEvent, custodyEventOf, type CustodyFacts } from "../projections/custody.ts";
import type { CaseError, Done } from "./answer.ts";
import { textOf } from "./datasets.ts";
import type { CaseDeps } from "./deps.ts";
import { verifyThese } from "./exhibits.ts";
import type { CheckedExhibit } from "./exhibits-door.ts";
import type { CustodyDraft } from "./locker-door.ts";
import type { OpenCase } from "./open-case.ts";
import type { Session } from "./session.ts";

/** The officer says so: nobody else does. */
const grade = "A1";
const textOfFacts = {
  custodyAction: "action",
  happenedAt: "happenedAt",
  performedBy: "performedBy",
  custodyPlace: "place",
  reason: "reason",
  documentNumber: "documentNumber",
  sealNumber: "sealNumber",
  handedFrom: "handedFrom",
  handedTo: "handedTo",
} as const satisfies Readonly<Record<string, keyof CustodyFacts>>;

/** What a file was found to be, and when. */
interface Found {
  readonly state: CheckedExhibit["state"];
  readonly at: string;
}
/** What an event says beside the facts. */
interface Beside {
  readonly found?: Found | null;
  readonly corrects?: EntityId | null;
  readonly correction?: CustodyDraft["correction"];
  readonly correctionReason?: string;
}

const alwaysNeeded: ReadonlySet<string> = new Set(["happenedAt", "performedBy"]);
/** What a kind of event cannot be recorded without: nobody destroys evidence without a reason and the paper that says so. */
const needed: Readonly<Partial<Record<CustodyFacts["action"], readonly string[]>>> = {
  transfer: ["handedTo"],
  destroy: ["reason", "documentNumber"],
};
/** How far a day is ahead of Greenwich where the day begins first. */
const firstZoneMs = 14 * 3_600_000;

/**
 * What is wrong with the words of an event, as "property/rule"; null = nothing. What was done lies in the past, by the clock of `now`.
 *
 * Takes   `isCancelling`: it says only that another event never was, and repeats what that said.
 */
export function custodyFault(facts: CustodyFacts, now: InstantMs, isCancelling = false): string | null {
  if (!custodyActions.includes(facts.action)) return "custodyAction/unknown-choice";
  for (const [property, name] of Object.entries(textOfFacts)) {
    const isNeeded = alwaysNeeded.has(property) || (!isCancelling && needed[facts.action]?.includes(property) === true);
    if (facts[name].trim() === "") {
      if (isNeeded) return `${property}/missing-required`;
      continue;
    }
    const read = readFact(property, facts[name]);
    if (read.fault !== null) return `${property}/${read.fault}`;
  }
  return !isCancelling && isToCome(facts.happenedAt, now) ? "happenedAt/day-to-come" : null;
}

/** Whether a moment, or the beginning of a day, month or year, has not come anywhere on earth. */
function isToCome(happenedAt: string, now: InstantMs): boolean {
  const at = Date.parse(happenedAt.trim());
  return at > now + (happenedAt.includes("T") ? 0 : firstZoneMs);
}

/** One event of one file, whole. The facts were asked for faults. */
export function custodyStatements(
  random: Random,
  file: FileHash,
  facts: CustodyFacts,
  handling: Handling,
  { found = null, corrects = null, correction = "replaces", correctionReason = "" }: Beside = {},
): readonly Statement[] {
  const said = Object.entries(textOfFacts).flatMap(([property, name]) => {
    const { value } = readFact(property, facts[name]);
    return value === null ? [] : [[property, value] as const];
  });
  const why = corrects === null ? null : readFact("correctionReason", correctionReason).value;
  const values: Readonly<Record<string, Value>> = {
    fileHash: { kind: "identifier", text: file },
    ...Object.fromEntries(said),
    ...(corrects === null ? {} : { corrects: { kind: "identifier", text: corrects }, correction: { kind: "text", text: correction } }),
    ...(why === null ? {} : { correctionReason: why }),
    ...(found === null ? {} : { fileState: { kind: "text", text: found.state }, checkedAt: { kind: "date", from: found.at, to: found.at } }),
  };
  return draftEntity({ id: mintEntityId(random), type: custodyEventType, values, source: null, grade, handling });
}

function readFact(property: string, text: string): { readonly value: Value | null; readonly fault: string | null } {
  const entry = propertyEntry(custodyEventType, property);
  if (entry === undefined || text.trim() === "") return { value: null, fault: null };
  const read = parseValue(entry, text);
  return read.ok ? { value: read.value, fault: null } : { value: null, fault: read.error.kind };
}

/** Records events, after reading the files where that is asked for. */
export async function recordCustody(deps: CaseDeps, session: Session, open: OpenCase, draft: CustodyDraft): Promise<Result<Done, CaseError>> {
  if (open.looking.isBack) return fail("looking-back");
  const fault = custodyFault(draft, deps.clock.now(), draft.corrects !== null && draft.correction === "cancels");
  if (fault !== null) return fail("refused-value", fault);
  const why = readFact("correctionReason", draft.correctionReason ?? "");
  if (why.fault !== null) return fail("refused-value", `correctionReason/${why.fault}`);
  const files = filesOfExhibits(open, draft.exhibits);
  if (files === null || files.length === 0) return fail("unknown-entity");
  const found = await findFiles(deps, session, open, draft, files);
  if (!found.ok) return found;
  const bad = files.filter((file) => isBad(found.value.get(file)?.state)).length;
  if (bad > 0 && !draft.isDamageKnown) return fail("file-damaged", String(bad));
  return open.inTurn(async () => {
    const refused = faultOfCorrection(open, draft, files);
    if (refused !== null) return fail(refused);
    const { corrects, correction, correctionReason = "" } = draft;
    const beside = { corrects, correction, correctionReason };
    const events = files.map((file) =>
      custodyStatements(deps.random, file, draft, draft.handling, { ...beside, found: found.value.get(file) ?? null }),
    );
    const said = await open.say("add", events.flat());
    return said.ok ? succeed({ intent: "add", entities: draft.exhibits, claims: said.value.claims }) : said;
  });
}

const isBad = (state: CheckedExhibit["state"] | undefined): boolean => state === "damaged" || state === "lost";

/** The file of each exhibit; null when one of them is none of the case. */
function filesOfExhibits(open: OpenCase, exhibits: readonly EntityId[]): readonly FileHash[] | null {
  const files = [...new Set(exhibits)].map((id) => {
    const row = open.entities.get(id);
    return row?.type === "exhibit" ? parseFileHash(textOf(row, "fileHash")) : null;
  });
  return files.every((file) => file !== null) ? files : null;
}

/** Before a transfer the files are read anew; of other events only what is known to be wrong is said, since nothing was read. */
async function findFiles(
  deps: CaseDeps,
  session: Session,
  open: OpenCase,
  { action, correction, corrects, exhibits }: CustodyDraft,
  files: readonly FileHash[],
): Promise<Result<ReadonlyMap<FileHash, Found>, CaseError>> {
  const at = `${new Date(deps.clock.now()).toISOString().slice(0, 19)}Z`;
  if (action === "transfer" && !(corrects !== null && correction === "cancels")) {
    const report = await verifyThese(deps, session, open, new Set(exhibits));
    return report.ok ? succeed(new Map(report.value.exhibits.map(({ sha256, state }) => [sha256, { state, at }] as const))) : report;
  }
  const known = session.quarantine.all().filter(({ sha256 }) => files.includes(sha256));
  return succeed(new Map(known.map(({ sha256, state }) => [sha256, { state, at }] as const)));
}

/** Only an event of ours, of this very exhibit, may be corrected by us. */
function faultOfCorrection(open: OpenCase, { corrects }: CustodyDraft, files: readonly FileHash[]): "missing" | "not-ours" | null {
  if (corrects === null) return null;
  const row = open.entities.get(corrects);
  const event = row === undefined ? null : custodyEventOf(row);
  if (event === null || files.length !== 1 || event.file !== files[0]) return "missing";
  return event.agency === open.ownAgency ? null : "not-ours";
}

/** Events of an exhibit that stand no more, with who took them back. O(commits that speak of custody). */
export function custodyTakenBack(
  open: OpenCase,
  exhibit: EntityId,
): readonly { readonly event: CustodyEvent; readonly claim: Parameters<OpenCase["fold"]["facts"]["takenBackBy"]>[0] }[] {
  const { facts } = open.fold;
  const [file] = filesOfExhibits(open, [exhibit]) ?? [];
  if (file === undefined) return [];
  return [...new Set(facts.everSaying("custodyAction"))].flatMap((subject) => {
    if (open.typeOf(subject) === custodyEventType) return [];
    const said = facts.ever(subject, null, open.ownAgency);
    const event = custodyEventOf(rowAsSaid(subject, said));
    const action = said.find(({ claim: { statement } }) => statement.op === "assert" && statement.property === "custodyAction");
    return event === null || event.file !== file || action === undefined ? [] : [{ event, claim: action.claim.id }];
  });
}

type EverSaid = ReturnType<OpenCase["fold"]["facts"]["ever"]>;
type Row = Parameters<typeof custodyEventOf>[0];

/** The row an event was, as it was first said. */
function rowAsSaid(id: EntityId, said: EverSaid): Row {
  const facts: Record<string, Row["facts"][string]> = {};
  for (const { claim, teller } of said) {
    const { statement } = claim;
    if (statement.op !== "assert" || facts[statement.property] !== undefined) continue;
    const { author, agency, clock, saidAt } = teller.header;
    const { property, value, during, source, handling, nationalMark, note = "" } = statement;
    const marks = { property, value, during, source, grade: statement.grade, handling, nationalMark, note };
    facts[property] = [
      { ...marks, claim: claim.id, subject: id, author, agency, commit: teller.commit, clock, saidAt, disputedBy: [], corroboration: 1 },
    ];
  }
  return {
    id,
    type: custodyEventType,
    form: "node",
    title: "",
    facts,
    ends: null,
    agencies: [],
    conflicts: [],
    rulings: [],
    members: [],
    handling: facts["custodyAction"]?.[0]?.handling ?? "red",
    isDisputed: false,
  };
}
