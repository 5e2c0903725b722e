import { expect } from "vitest";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { CaseId } from "../../shared/kernel/brand.ts";
import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";
import type { Box } from "../../shared/vault/model.ts";
import { type Agency, expectValue, openCounter } from "./agency.ts";
import type { MemoryBoxStore } from "./memory-box-store.ts";

/** A vault as a backup of its file. */
export async function backupFile(door: CaseDoor): Promise<Blob> {
  const { token } = expectValue(await door.beginBackup(null));
  const parts: Bytes[] = [];
  for (;;) {
    const piece = expectValue(await door.backupPiece({ token }));
    parts.push(piece.bytes);
    if (piece.isLast) break;
  }
  const file = new Blob([concatBytes(...parts)]);
  expectValue(await door.finishBackup({ token, file }));
  return file;
}

/** The program started again over what is stored, unlocked. */
export async function startAgain({ store, passphrase }: Agency, seed = "again"): Promise<ReturnType<typeof openCounter>> {
  const counter = openCounter(store, seed);
  expectValue(await counter.door.unlock({ kind: "passphrase", text: passphrase }));
  return counter;
}

/** The only run with this many boxes, by its stored name. */
export function runWith(store: MemoryBoxStore, boxes: number): { readonly name: string; readonly boxes: Box[] } {
  const found = [...store.runs].filter(([, each]) => each.length === boxes);
  const [only] = found;
  if (found.length !== 1 || only === undefined) return expect.fail(`${found.length} runs of ${boxes} boxes`);
  return { name: only[0], boxes: only[1] };
}

export function flipBit(bytes: Bytes, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
}

/** What a case says and by which commits: alike before and after. */
export async function whatItSays(counter: Pick<Agency, "door" | "entities">, caseId: CaseId): Promise<readonly string[]> {
  const opened = expectValue(await counter.door.openCase({ caseId }));
  // What was taken in is noted anew by whoever takes it in again.
  const things = [...counter.entities.values()].filter(({ type }) => type !== "acceptance");
  const claims = things.flatMap(({ facts }) => Object.values(facts).flat());
  return [String(opened.damage?.kind ?? "whole"), ...claims.map(({ claim }) => claim).sort()];
}
