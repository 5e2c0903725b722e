import type { CaseId } from "../../shared/kernel/brand.ts";
import { type Bytes, bytesToHex, concatBytes } from "../../shared/kernel/bytes.ts";
import type { Act } from "./acts.ts";
import { type Counter, need, tell } from "./counter.ts";

/** One step of a kind of work; `name` is said by no other step. */
export type Doing = (counter: Counter, name: string) => Promise<void>;
export const marks = { grade: "B2", handling: "amber" } as const;

/** Tells what is asked before, and that it was acknowledged after. */
export async function act<Value>(told: Act, run: () => Promise<Value>): Promise<Value> {
  await tell({ what: "asked", act: told });
  const value = await run();
  await tell({ what: "acked", act: told });
  return value;
}

export const hashOf = async (file: Blob): Promise<string> =>
  bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));

export const person = (fullName: string) =>
  ({ type: "person", values: [{ property: "fullName", value: { kind: "text", text: fullName } }], source: null, ...marks }) as const;

/** A case with one person, and what `more` adds to it; closed again. */
export async function makeSideCase({ door }: Counter, title: string, more: () => Promise<void> = async () => undefined): Promise<CaseId> {
  return act({ kind: "side-case", id: title }, async () => {
    const made = need(await door.createCase({ number: "", title, handling: "amber" }));
    need(await door.openCase({ caseId: made }));
    need(await door.addEntity(person(`${title} person`)));
    await more();
    need(await door.closeCase(null));
    return made;
  });
}

/** The bytes of a backup, not yet read back; `meanwhile` runs after its first piece. */
export async function writeBackup(
  { door }: Pick<Counter, "door">,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<{ readonly token: string; readonly file: Blob }> {
  const { token } = need(await door.beginBackup(null));
  const pieces: Bytes[] = [];
  for (let isLast = false; !isLast; ) {
    const piece = need(await door.backupPiece({ token }));
    pieces.push(piece.bytes);
    isLast = piece.isLast;
    if (pieces.length === 1) await meanwhile();
  }
  return { token, file: new Blob([concatBytes(...pieces)]) };
}
