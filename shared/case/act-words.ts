import type { ClaimId, EntityId } from "../kernel/brand.ts";
import { packedOf } from "../ledger/codec.ts";
import type { Commit, Intent, Statement } from "../ledger/model.ts";
import { type CustodyAction, custodyActions, custodyEventType } from "../ontology/custody.ts";
import { typeProperty } from "../ontology/model.ts";
import { bundleNoteKinds } from "../ontology/table-notes.ts";
import type { Facts } from "../projections/facts.ts";
import { assertionBehind } from "./audit-about.ts";
import type { HistoryStep } from "./door.ts";
import type { ActNote, HandedTo, ThingKind } from "./ledger-door.ts";

/** Acts that make things, or turn back what made them: of all others the intent says enough, and what they were about the details tell. */
const making: ReadonlySet<Intent> = new Set<Intent>(["add", "link", "undo", "remove"]);

/**
 * Kinds of things an act made, or took back or brought back again, in the order it speaks of them. What was done with an exhibit is no thing of the case:
 * it is among the notes.
 *
 * Cost    O(its claims), some nanoseconds each; its retractions are looked up one by one.
 */
export function kindsOf(facts: Facts, intent: Intent, commits: readonly Commit[]): readonly ThingKind[] {
  if (!making.has(intent)) return [];
  const counts = new Map<string, number>();
  for (const type of textsOf(facts, intent, commits, typeProperty)) if (type !== custodyEventType) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count }));
}

/** What an act was that its intent alone would not tell, each once: a note about a bundle, what was done with exhibits, a bundle that never left. */
export function notesOf(facts: Facts, intent: Intent, commits: readonly Commit[]): readonly ActNote[] {
  const notes = new Set<ActNote>();
  const take = (property: string, noteOf: (text: string) => ActNote | undefined): void => {
    for (const text of textsOf(facts, intent, commits, property)) {
      const note = noteOf(text);
      if (note !== undefined) notes.add(note);
    }
  };
  if (intent === "share") take("noteKind", (text) => bundleNoteKinds.find((kind) => kind === text));
  if (intent === "share") take("outputForm", () => "table-exported");
  if (intent === "undo") take("outcome", (text) => (text === "not-handed-over" ? text : undefined));
  if (making.has(intent)) {
    take("custodyAction", (text) => custodyNote(custodyActions.find((action) => action === text)));
    take("correction", (text) => (text === "replaces" || text === "cancels" ? `custody-${text}` : undefined));
  }
  return [...notes];
}

/** Whom an act of sharing handed a bundle over to, in the order it was said. */
export function handedToBy(intent: Intent, commits: readonly Commit[]): readonly HandedTo[] {
  if (intent !== "share") return [];
  const [names, keys] = [saidBySubject(commits, "recipientAgency"), saidBySubject(commits, "recipientKey")];
  return [...names].map(([subject, name]) => ({ name, key: keys.get(subject) ?? "" }));
}

function saidBySubject(commits: readonly Commit[], property: string): ReadonlyMap<EntityId, string> {
  const statements = commits.flatMap((commit) => {
    const packed = packedOf(commit);
    return [...packed.placesOf(property)].map((place) => packed.statementAt(place));
  });
  return new Map(
    statements.flatMap((said) =>
      said.op === "assert" && (said.value.kind === "text" || said.value.kind === "identifier") ? [[said.subject, said.value.text] as const] : [],
    ),
  );
}

/** What an act of adding, or one that turns it, is called by: the type of what it made and how many; what was done with exhibits when it made nothing. */
export function madeBy(facts: Facts, commits: readonly Commit[]): Pick<HistoryStep, "entities" | "type" | "custody"> {
  const intent = commits[0]?.header.intent ?? "add";
  const kinds = kindsOf(facts, intent, commits);
  const notes = new Set<string>(kinds.length === 0 ? notesOf(facts, intent, commits) : []);
  return {
    entities: kinds.reduce((sum, { count }) => sum + count, 0),
    type: kinds.length === 1 ? (kinds[0]?.type ?? "") : "",
    custody: custodyActions.filter((action) => notes.has(`custody-${action}`)),
  };
}

const custodyNote = (action: CustodyAction | undefined): ActNote | undefined => (action === undefined ? undefined : `custody-${action}`);

/** The texts an act says of a property, and those it takes back or brings back. */
function textsOf(facts: Facts, intent: Intent, commits: readonly Commit[], property: string): readonly string[] {
  return commits.flatMap((commit) => {
    const packed = packedOf(commit);
    const said = [...packed.placesOf(property)].flatMap((place) => textIn(packed.statementAt(place)));
    return intent === "undo" || intent === "remove" ? [...said, ...packed.retracted().flatMap((claim) => textBehind(facts, claim, property))] : said;
  });
}

function textBehind(facts: Facts, claim: ClaimId, property: string): readonly string[] {
  const said = assertionBehind(facts, claim);
  return said?.property === property ? textIn(said) : [];
}

function textIn(statement: Statement): readonly string[] {
  return statement.op === "assert" && statement.value.kind === "text" ? [statement.value.text] : [];
}
