import type { AuthorId, CaseId, FileHash } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import { draftEntity } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import { type BundleNoteKind, bundleNoteType } from "../ontology/table-notes.ts";
import type { ReceiptDeed } from "../bundle/receipt.ts";
import type { CaseError } from "./answer.ts";
import { loadCase } from "./cases.ts";
import type { CaseDeps } from "./deps.ts";
import type { OpenCase } from "./open-case.ts";
import type { Session } from "./session.ts";

/** What is said in a case's log of a signed note about one of its bundles. */
export interface NoteSaid {
  readonly kind: BundleNoteKind;
  readonly caseId: CaseId;
  readonly partner: AuthorId;
  readonly statementHash: string;
  readonly sequence: number;
  readonly noteHash: FileHash;
  readonly deed: ReceiptDeed | null;
  readonly reason: string;
}

/**
 * Says a note in the log of its case: bookkeeping, which never travels and is not undone. The case is the open one, or read from the vault silently.
 *
 * Gives   whether it was said: a case that is not here, archived or damaged has no log to write into, and the register holds the note all the same.
 * Fails   `looking-back`; as saying does.
 */
export async function sayNote(deps: CaseDeps, session: Session, note: NoteSaid): Promise<Result<boolean, CaseError>> {
  const { registry } = session;
  if (!registry.cases.has(note.caseId) || registry.archived.has(note.caseId)) return succeed(false);
  const loaded =
    session.open?.caseId === note.caseId ? succeed(session.open) : await loadCase({ ...deps, tell: () => undefined }, session, note.caseId);
  if (!loaded.ok) return loaded;
  if (loaded.value.damage !== null) return succeed(false);
  const said = await loaded.value.inTurn(() => sayIn(deps, session, loaded.value, note));
  if (!said.ok) return said;
  session.summaries.note(loaded.value);
  await session.summaries.settled();
  return succeed(true);
}

function sayIn(deps: CaseDeps, { registry }: Session, open: OpenCase, note: NoteSaid): ReturnType<OpenCase["say"]> {
  const partner = registry.partners.find(({ author }) => author === note.partner);
  const text = (value: string) => ({ kind: "text", text: value }) as const;
  const identifier = (value: string) => ({ kind: "identifier", text: value }) as const;
  const values = {
    noteKind: text(note.kind),
    ...(note.deed === null ? {} : { deed: text(note.deed) }),
    partnerAgency: text(partner?.agencyName ?? "?"),
    ...(partner === undefined ? {} : { partnerOfficer: text(partner.officer) }),
    partnerKey: identifier(note.partner),
    bundleNumber: { kind: "decimal", text: String(note.sequence) },
    statementHash: identifier(note.statementHash),
    noteHash: identifier(note.noteHash),
    ...(note.reason === "" ? {} : { reason: text(note.reason) }),
  } as const;
  const id = mintEntityId(deps.random);
  return open.say("share", draftEntity({ id, type: bundleNoteType, source: null, grade: "A1", handling: open.opened().handling, values }));
}
