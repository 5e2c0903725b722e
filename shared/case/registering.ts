import { noticeEnding } from "../bundle/recall.ts";
import { receiptEnding } from "../bundle/receipt.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { CaseError } from "./answer.ts";
import { wordsOf } from "./bundle-traces.ts";
import { dayOf } from "../kernel/day.ts";
import type { CaseDeps } from "./deps.ts";
import { giveNotice, makeReceipt, noteFile } from "./give-note.ts";
import { decideNotice, whatCameBy } from "./recalled.ts";
import { registerOf } from "./register.ts";
import type { BundleRegister, RegisterDoor, RegisterEntry } from "./register-door.ts";
import { createSerial } from "./serial.ts";
import { needSession, type Session, type SessionHolder } from "./session.ts";
import { noteStandings } from "./standings.ts";
import { takeNote } from "./take-note.ts";

/** The register of bundles, and the signed notes about them: receipts, recalls, what another bundle takes the place of. */
export function openRegister(deps: CaseDeps, holder: SessionHolder): RegisterDoor {
  const inSession = async <Value, Why>(act: (session: Session) => Promise<Result<Value, Why>>): Promise<Result<Value, CaseError | Why>> => {
    const session = needSession(holder);
    return session.ok ? act(session.value) : session;
  };
  // One after the other: the same note read twice at once is kept and said once.
  const serial = createSerial();
  const inTurn: typeof inSession = (act) => serial(() => inSession(act));
  return {
    bundleRegister: () => inSession((session) => readRegister(deps, session)),
    makeReceipt: (asked) => inTurn((session) => makeReceipt(deps, session, asked)),
    takeNote: ({ bytes }) => inTurn((session) => takeNote(deps, session, bytes)),
    recallBundle: ({ statementHash, why }) => inTurn((session) => giveNotice(deps, session, statementHash, null, why)),
    supersedeBundle: ({ statementHash, by, why }) => inTurn((session) => giveNotice(deps, session, statementHash, by, why)),
    whatCameBy: ({ statementHash }) => inSession((session) => whatCameBy(session, statementHash)),
    decideNotice: (asked) => inTurn((session) => decideNotice(deps, session, asked)),
    keptNote: ({ note }) =>
      inSession(async ({ registry: { bundles } }) => {
        const receipt = bundles.receipts.find(({ hash }) => hash === note);
        if (receipt !== undefined) return succeed(noteFile(receipt.bytes, receipt.receipt.statementHash, receiptEnding));
        const notice = bundles.notices.find(({ hash }) => hash === note);
        return notice === undefined ? fail("unknown-note") : succeed(noteFile(notice.bytes, notice.notice.statementHash, noticeEnding));
      }),
  };
}

async function readRegister(deps: CaseDeps, session: Session): Promise<Result<BundleRegister, CaseError>> {
  const { registry, vault, open } = session;
  const noted = open === null ? succeed(undefined) : await open.inTurn(() => noteStandings(deps, session, open));
  if (!noted.ok) return noted;
  const today = dayOf(deps.clock.now());
  const entries: RegisterEntry[] = [];
  for (const entry of registerOf(registry, today)) {
    const words = await wordsOf(vault, entry.caseId, entry.statementHash);
    if (!words.ok) return words;
    entries.push({ ...entry, words: words.value });
  }
  return succeed({ today, entries });
}
