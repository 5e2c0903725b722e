import { bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { fail, succeed } from "../kernel/result.ts";
import { createAudit } from "../projections/audit.ts";
import type { CaseDoor } from "./door.ts";
import { needOpenCase, needSession, type SessionHolder } from "./session.ts";

type NotesDoor = Pick<CaseDoor, "audit" | "keepNote" | "readNote">;

/** The audit of the open case, and the window's own sealed notes. */
export function openNotes(holder: SessionHolder): NotesDoor {
  return {
    audit: async () => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const audit = createAudit();
      audit.apply(needed.value.open.ledger.commits());
      return succeed(audit.entries());
    },
    keepNote: async ({ name, text }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const kept = await session.value.vault.keepNote(`window/${name}`, utf8ToBytes(text));
      return kept.ok ? succeed(null) : kept;
    },
    readNote: async ({ name }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const note = await session.value.vault.readNote(`window/${name}`);
      if (!note.ok) return note;
      const text = note.value === null ? null : bytesToUtf8(note.value);
      return note.value !== null && text === null ? fail("box-damaged", "note") : succeed(text);
    },
  };
}
