import { base64ToBytes } from "../kernel/base64.ts";
import { bytesToUtf8, type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { longestNote } from "../partner/signed-note.ts";
import { bytesToLines, linesToBytes } from "./jsonl.ts";

/** Signed notes in a bag, at most. */
export const mostNotices = 1000;

/** Signed notes as data/notices.jsonl: `{"note":<their first line>,"signature":<their second>}` LF each. */
export function noticesToLines(notices: readonly Bytes[]): Bytes {
  return linesToBytes(
    notices.map((bytes) => {
      const [note = "", signature = ""] = (bytesToUtf8(bytes) ?? "").split("\n");
      return canonicalText({ note, signature });
    }),
  );
}

/** The notes again, each byte for byte; null when a line is not in its form. Whether one is signed, and by whom, its own reader finds. */
export function linesToNotices(lines: Bytes): readonly Bytes[] | null {
  const notices: Bytes[] = [];
  for (const line of bytesToLines(lines)) {
    const json = line === null || line.length > 2 * longestNote ? null : parseCanonical(line);
    if (!hasExactKeys(json, ["note", "signature"]) || notices.length >= mostNotices) return null;
    const { note, signature } = json;
    if (typeof note !== "string" || typeof signature !== "string" || note.includes("\n") || base64ToBytes(signature)?.length !== 64) return null;
    notices.push(utf8ToBytes(`${note}\n${signature}\n`));
  }
  return notices;
}
