import { type CaseId, parseCaseId } from "../kernel/brand.ts";
import { bytesToHex } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Statement, Value } from "../ledger/model.ts";
import { draftAssertion } from "../ontology/drafts.ts";
import type { CaseError } from "./answer.ts";
import type { CaseListDoor } from "./case-list-door.ts";
import { sizeOfCase } from "./case-size.ts";
import { enrol, entryOf, loadCase } from "./cases.ts";
import { sayCopy } from "./copy-case.ts";
import { prepareDeletion } from "./delete-case.ts";
import type { CaseDeps } from "./deps.ts";
import { isNameTyped } from "./name-to-type.ts";
import type { OpenCase } from "./open-case.ts";
import { endSnapshots, needSession, type Session, type SessionHolder } from "./session.ts";

/** The asks about the list of cases. */
export function openCaseList(deps: CaseDeps, holder: SessionHolder): CaseListDoor {
  const withCase = async <Value>(caseId: CaseId, act: (session: Session) => Promise<Result<Value, CaseError>>): Promise<Result<Value, CaseError>> => {
    const session = needSession(holder);
    if (!session.ok) return session;
    return session.value.registry.cases.has(caseId) ? act(session.value) : fail("unknown-case");
  };
  return {
    renameCase: ({ caseId, number, title }) => withCase(caseId, (session) => rename(deps, session, caseId, { number, title })),
    setArchived: ({ caseId, isArchived }) =>
      withCase(caseId, async (session) => {
        if (session.registry.archived.has(caseId) === isArchived) return succeed(null);
        const kept = await session.registry.setArchived(caseId, isArchived, deps.clock.now());
        if (kept.ok && session.open?.caseId === caseId) session.open.isArchived = isArchived;
        return kept.ok ? succeed(null) : kept;
      }),
    copyCase: ({ caseId, ...name }) => withCase(caseId, (session) => copy(deps, session, caseId, name)),
    measureCase: ({ caseId }) => withCase(caseId, async (session) => sizeOfCase(session.vault, await entryOf(session, caseId))),
    previewDelete: ({ caseId }) =>
      withCase(caseId, async (session) => {
        const prepared = await prepareDeletion(deps, session, await entryOf(session, caseId));
        return prepared.ok ? succeed(prepared.value.preview) : prepared;
      }),
    deleteCase: (argument) => withCase(argument.caseId, (session) => destroy(deps, session, argument)),
    listDestroyed: async () => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const { registry, deletions } = session.value;
      const written = registry.destroyed.map((destroyed) => ({ ...destroyed, isFinished: true }));
      return succeed([...written, ...deletions.pending.map((destroyed) => ({ ...destroyed, isFinished: false }))].reverse());
    },
  };
}

/** The case as it is open, or read from the vault without telling the window. */
async function caseAt(deps: CaseDeps, session: Session, caseId: CaseId): Promise<Result<OpenCase, CaseError>> {
  if (session.open?.caseId === caseId) return succeed(session.open);
  return loadCase({ ...deps, tell: () => undefined }, session, caseId);
}

async function rename(
  deps: CaseDeps,
  session: Session,
  caseId: CaseId,
  { number, title }: { readonly number: string; readonly title: string },
): Promise<Result<null, CaseError>> {
  if (title.trim() === "") return fail("case-title-needed");
  const loaded = await caseAt(deps, session, caseId);
  if (!loaded.ok) return loaded;
  const open = loaded.value;
  const said = await open.inTurn(async () => {
    const statements = [
      ...valueAnew(open, "title", { kind: "text", text: title.trim() }),
      ...valueAnew(open, "number", number.trim() === "" ? null : { kind: "identifier", text: number.trim() }),
    ];
    return statements.length === 0 ? fail("already-said") : open.say("edit", statements);
  });
  if (!said.ok) return said;
  session.summaries.note(open);
  await session.summaries.settled();
  return succeed(null);
}

/** A value of the case in the place of ours: ours are taken back, what a partner said stays beside it. */
function valueAnew(open: OpenCase, property: string, value: (Value & { readonly text: string }) | null): readonly Statement[] {
  const ours = (open.entities.get(open.caseEntity)?.facts[property] ?? []).filter(({ agency }) => agency === open.ownAgency);
  const isSaid = ours.some((fact) => value !== null && "text" in fact.value && fact.value.text === value.text);
  if (isSaid && ours.length === 1) return [];
  const back = ours.map(({ claim }) => ({ op: "retract", claim }) as const);
  if (value === null) return back;
  const marks = { source: null, grade: "A1", handling: open.opened().handling } as const;
  return [...back, draftAssertion(open.caseEntity, property, value, marks)];
}

async function copy(
  deps: CaseDeps,
  session: Session,
  caseId: CaseId,
  name: { readonly number: string; readonly title: string; readonly note: string },
): ReturnType<CaseListDoor["copyCase"]> {
  if (name.title.trim() === "") return fail("case-title-needed");
  const from = await caseAt(deps, session, caseId);
  if (!from.ok) return from;
  const newId = parseCaseId(bytesToHex(deps.random.bytes(16)));
  invariant(newId !== null, "16 bytes make a case id");
  const to = await loadCase({ ...deps, tell: () => undefined }, session, newId);
  if (!to.ok) return to;
  const said = await sayCopy(from.value, to.value, name);
  if (!said.ok) return said;
  const listed = await enrol(deps, session, to.value);
  return listed.ok ? said : listed;
}

async function destroy(
  deps: CaseDeps,
  session: Session,
  { caseId, typed, keepsName }: Parameters<CaseListDoor["deleteCase"]>[0],
): ReturnType<CaseListDoor["deleteCase"]> {
  if (session.open?.caseId === caseId) return fail("case-is-open");
  await endSnapshots(session);
  const entry = await entryOf(session, caseId);
  if (!isNameTyped(entry, typed)) return fail("not-typed");
  await session.summaries.settled();
  const prepared = await prepareDeletion(deps, session, entry);
  if (!prepared.ok) return prepared;
  const { plan } = prepared.value;
  const destroyed = keepsName ? plan.destroyed : { ...plan.destroyed, number: "", title: "" };
  for (const [token, { bundle }] of session.reviews) if (bundle.statement.case === caseId) session.reviews.delete(token);
  const done = await session.deletions.begin({ ...plan, destroyed });
  return done.ok ? succeed({ ...destroyed, isFinished: true }) : done;
}
