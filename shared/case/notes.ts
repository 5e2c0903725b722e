import { bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { fail, succeed } from "../kernel/result.ts";
import { caseOfNote } from "./case-notes.ts";
import type { CaseDoor } from "./door.ts";
import { needSession, type SessionHolder } from "./session.ts";

type NotesDoor = Pick<CaseDoor, "keepNote" | "readNote">;

/** The window's own sealed notes. */
export function openNotes(holder: SessionHolder): NotesDoor {
  return {
    keepNote: async ({ name, text }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const caseId = caseOfNote(name);
      // A note that was on its way when its case was deleted must not outlive it.
      if (caseId !== null && !session.value.registry.cases.has(caseId)) return succeed(null);
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
