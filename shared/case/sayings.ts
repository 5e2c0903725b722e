import type { ClaimId, EntityId } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Handling, Intent, Span, Statement, Value } from "../ledger/model.ts";
import { checkValue } from "../ontology/check.ts";
import { custodyEventType } from "../ontology/custody.ts";
import { draftAssertion, draftEntity, draftLink, type DraftValues } from "../ontology/drafts.ts";
import { entityIdFor, mintEntityId } from "../ontology/identity.ts";
import { identityProperty, linkTypesBetween, propertyEntry, typeEntry } from "../ontology/read.ts";
import { typeProperty } from "../ontology/model.ts";
import { canonicalDecimal, isDateText, longestOf, longestValueText } from "../ontology/value.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseError, Done } from "./answer.ts";
import type { CaseDoor, DraftValue, EntityDraft } from "./door.ts";
import type { Flow } from "../projections/model.ts";
import { countTellings } from "../projections/tellings.ts";
import { namedBy, thingsBrought } from "./in-force.ts";
import { promotedFlow } from "./promote.ts";
import type { OpenCase } from "./open-case.ts";
import { reasonsAgainst } from "./reasons.ts";
import { inCase, type SessionHolder } from "./session.ts";
import { followStandings } from "./standings.ts";
import { thingsOf } from "./things-of.ts";

type SayingsDoor = Pick<CaseDoor, "addEntity" | "addLink" | "setValue" | "retract" | "removeEntities" | "promoteFlow" | "undo" | "redo">;
type Open = OpenCase;

/** The asks that add to a case. Each is one act. */
export function openSayings(deps: CaseDeps, holder: SessionHolder): SayingsDoor {
  return {
    addEntity: (draft) => inCase(holder, (open) => addEntity(deps, open, draft)),
    addLink: (draft) =>
      inCase(holder, async (open) => {
        const [from, to] = [open.typeOf(draft.from), open.typeOf(draft.to)];
        if (from === undefined || to === undefined) return fail("unknown-entity");
        if (typeEntry(draft.type)?.form !== "link") return fail("unknown-type", draft.type);
        if (!linkTypesBetween(from, to).includes(draft.type)) return fail("ends-not-allowed");
        const values = canonicalValues(draft.type, draft.values);
        if (!values.ok) return values;
        if (!isSpan(draft.during)) return fail("refused-value", "during/not-a-date");
        const id = mintEntityId(deps.random);
        return say(open, "link", draftLink({ ...draft, id, values: values.value }), [id, draft.from, draft.to]);
      }),
    setValue: (draft) =>
      inCase(holder, async (open) => {
        const type = open.typeOf(draft.entity);
        if (type === undefined) return fail("unknown-entity");
        if (type === custodyEventType) return fail("append-only");
        const value = canonicalValue(type, draft.property, draft.value);
        if (!value.ok) return value;
        if (draft.replaces !== null && !isOurs(open, draft.entity, draft.replaces)) return fail("not-ours");
        const replaced = draft.replaces === null ? [] : [{ op: "retract", claim: draft.replaces } as const];
        // Of a merged entity, what takes a value's place is said of whom that was said.
        const subject = draft.replaces === null ? null : open.fold.facts.subjectOf(draft.replaces);
        if (!isSpan(draft.during)) return fail("refused-value", "during/not-a-date");
        const during = draft.during ?? lifeOf(open, draft.entity);
        const said = draftAssertion(subject ?? draft.entity, draft.property, value.value, draft, during);
        return say(open, "edit", [...replaced, said], [draft.entity]);
      }),
    retract: ({ claims, why = "" }) =>
      inCase(holder, async (open) => {
        if (claims.some((id) => !open.fold.facts.doesCount(id))) return fail("missing");
        const isOurWord = claims.map((id) => isSaidByUs(open, id));
        if (isOurWord.includes(true) && isOurWord.includes(false)) return fail("not-ours");
        if (isOurWord.includes(true) && subjectsOf(open, claims).some((id) => open.typeOf(id) === custodyEventType)) return fail("append-only");
        return say(
          open,
          isOurWord.includes(false) ? "dispute" : "remove",
          [...retractions(claims), ...reasonsAgainst(open.fold, claims, why)],
          subjectsOf(open, claims),
        );
      }),
    removeEntities: ({ entities }) => inCase(holder, (open) => removeEntities(holder, open, entities)),
    promoteFlow: ({ flow }) =>
      inCase(holder, async (open) => {
        const found = open.flows.get(flow);
        if (found === undefined) return fail("missing");
        const id = mintEntityId(deps.random);
        return say(open, "promote", promotedFlow(id, found, originsOf(open, found)), [id, found.from, found.to]);
      }),
    undo: () => inCase(holder, (open) => turnBack(deps, holder, open, "undo")),
    redo: () => inCase(holder, (open) => turnBack(deps, holder, open, "redo")),
  };
}

/** The marking of the case and of the files a flow was read from: what is said of it is guarded no less. */
function originsOf(open: Open, { sources }: Flow): readonly Handling[] {
  const files = sources.flatMap(({ file }) => entityIdFor("exhibit", file) ?? []);
  return [open.opened().handling, ...files.flatMap((id) => open.entities.get(id)?.handling ?? [])];
}

async function say(
  open: Open,
  intent: Intent,
  statements: readonly Statement[],
  entities: readonly EntityId[],
  undoes: Parameters<Open["say"]>[2] = "",
): Promise<Result<Done, CaseError>> {
  const said = await open.say(intent, statements, undoes);
  return said.ok ? succeed({ intent, entities, claims: said.value.claims }) : said;
}

/** Another agency's value is contested or ruled on, and never edited. */
function isOurs(open: Open, entity: EntityId, claim: ClaimId): boolean {
  const fact = Object.values(open.entities.get(entity)?.facts ?? {})
    .flat()
    .find((each) => each.claim === claim);
  return fact === undefined || fact.agency === open.ownAgency;
}

function isSpan(during: Span | null | undefined): boolean {
  return during === null || during === undefined || [during.from, during.to].every((date) => date === "" || isDateText(date));
}

/** The time a link itself is said to hold: what is said of it without a time is said of that. null = any, and of every entity. */
function lifeOf(open: Open, id: EntityId): Span | null {
  const row = open.entities.get(id);
  return row?.form === "link" ? (row.facts[typeProperty]?.[0]?.during ?? null) : null;
}

/** Whether our agency stands among those that say a claim; a retraction is whose commit says it. */
function isSaidByUs(open: Open, id: ClaimId): boolean {
  const subject = open.fold.facts.subjectOf(id);
  const said = subject === null ? undefined : open.fold.facts.ever(subject, null, open.ownAgency).find(({ claim }) => claim.id === id);
  return (said?.teller ?? open.ledger.claim(id)?.commit)?.header.agency === open.ownAgency;
}

async function addEntity(deps: CaseDeps, open: Open, draft: EntityDraft): Promise<Result<Done, CaseError>> {
  if (typeEntry(draft.type)?.form !== "node") return fail("unknown-type", draft.type);
  // Recorded by an ask of its own, which reads the file first.
  if (draft.type === custodyEventType) return fail("append-only");
  const values = canonicalValues(draft.type, draft.values);
  if (!values.ok) return values;
  if (!isSpan(draft.during)) return fail("refused-value", "during/not-a-date");
  const named = identityProperty(draft.type);
  const name = named === undefined ? undefined : draft.values.find(({ property }) => property === named)?.value;
  const id = named === undefined ? mintEntityId(deps.random) : name?.kind === "identifier" ? entityIdFor(draft.type, name.text) : null;
  if (id === null) return fail("refused-value", `${named ?? "type"}/missing-required`);
  if (named !== undefined && open.typeOf(id) !== undefined) return fail("already-known", id);
  return say(open, "add", draftEntity({ ...draft, id, values: values.value }), [id]);
}

/** Ours are taken back, with the links at them; what others said stays, and is not disputed by tidying up. */
async function removeEntities(holder: SessionHolder, open: Open, entities: readonly EntityId[]): Promise<Result<Done, CaseError>> {
  if (entities.some((id) => open.typeOf(id) === custodyEventType)) return fail("append-only");
  const agency = holder.current?.signer.agency;
  const gone = new Set(entities.flatMap((id) => [id, ...(open.entities.get(id)?.members ?? [])]));
  for (const [id, { ends }] of open.fold.rows.outlines()) {
    if (ends !== null && (gone.has(ends.from) || gone.has(ends.to))) gone.add(id);
  }
  const claims = [...gone].flatMap((id) =>
    Object.values(open.entities.get(id)?.facts ?? {}).flatMap((facts) => facts.filter((fact) => fact.agency === agency).map((fact) => fact.claim)),
  );
  if (claims.length === 0) return fail("nothing-of-ours");
  return say(open, "remove", retractions(claims), entities);
}

/** Takes back every claim of the act, retractions included (decision 0001). */
async function turnBack(deps: Pick<CaseDeps, "clock">, holder: SessionHolder, open: Open, way: "undo" | "redo"): Promise<Result<Done, CaseError>> {
  const step = open.undoStack()[way];
  if (step === null) return fail(`nothing-to-${way}`);
  const commits = open.commitsOf(step.act);
  const claims = commits.flatMap((commit) => commit.claimIds);
  const brought = step.intent === "receive" ? namedBy(open.fold.facts, commits) : null;
  const said = await say(open, "undo", retractions(claims), [], step.act);
  if (!said.ok) return said;
  await followStandings(deps, holder, open);
  if (brought !== null)
    return succeed({ ...said.value, claims: countTellings(brought), entities: thingsBrought(open.fold, open.ledger, brought, 100) });
  // Of a merge the things themselves are shown, as they stand now, and not the statement that they are one.
  const things = [...thingsOf(open.fold.facts, claims.slice(0, 1000))].map((id) => open.fold.now.sameness.keyOf(id));
  return succeed({ ...said.value, entities: [...new Set(things)].slice(0, 100) });
}

function retractions(claims: readonly ClaimId[]): readonly Statement[] {
  return claims.map((claim) => ({ op: "retract", claim }) as const);
}

function subjectsOf(open: Open, claims: readonly ClaimId[]): readonly EntityId[] {
  const subjects = new Set<EntityId>();
  for (const id of claims) {
    const subject = open.fold.facts.subjectOf(id);
    if (subject !== null) subjects.add(subject);
  }
  return [...subjects].slice(0, 100);
}

function canonicalValues(type: string, drafts: readonly DraftValue[]): Result<DraftValues, CaseError> {
  const values: Record<string, Value[]> = {};
  for (const { property, value } of drafts) {
    const canonical = canonicalValue(type, property, value);
    if (!canonical.ok) return canonical;
    values[property] = [...(values[property] ?? []), canonical.value];
  }
  return succeed(values);
}

/** A value as typed, in its one spelling: "TRX…" checked, "КАСПИ.ҚАЗ" in punycode, "1.50" as "1.5". */
function canonicalValue(type: string, property: string, value: Value): Result<Value, CaseError> {
  const entry = propertyEntry(type, property);
  // Before anything is computed of it.
  if ("text" in value && value.text.length > (entry === undefined ? longestValueText : longestOf(entry)))
    return fail("refused-value", `${property}/too-long`);
  if (value.kind === "identifier") {
    const checked = checkValue(entry?.check ?? "none", value.text);
    return checked.ok ? succeed({ ...value, text: checked.value }) : fail("refused-value", `${property}/${checked.error.kind}`);
  }
  if (value.kind === "decimal" || value.kind === "amount") {
    const text = canonicalDecimal(value.text);
    return text === null ? fail("refused-value", `${property}/bad-value`) : succeed({ ...value, text });
  }
  if (value.kind === "text" && value.text.trim() === "") return fail("refused-value", `${property}/empty`);
  return succeed(value);
}
