import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { CaseId, FileHash } from "../../shared/kernel/brand.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import { createAgency, expectValue, openCounter } from "../kit/agency.ts";
import { pictureOf } from "../kit/case-moves.ts";
import { copyStore, flipBit, recordsOf } from "../kit/flip-bits.ts";
import type { MemoryBoxStore } from "../kit/memory-box-store.ts";

/** End to end: one bit is turned in one stored record, then a person opens everything there is. Something says damage, and no answer is another one. */
const bitsPerRecord = process.env["SLOW"] === "1" ? 60 : 5;
const marks = { grade: "B2", handling: "amber" } as const;

let store: MemoryBoxStore;
let passphrase: string;
let caseId: CaseId;
let files: readonly FileHash[];
let right: Seen;
/**
 * Slots whose damage need not be told, because nothing is lost: the plan of deletions that are finished, the summary of a case (read anew from the case),
 * the note of a keep that ended. The index that is written with this last one is told: files are among the answers.
 */
let spare: ReadonlySet<string>;

/** Slots of notes and files there are now. */
const slotsNow = (): readonly string[] => [...store.slots.keys()].filter((name) => !store.runs.has(name));

async function makeBackup(door: CaseDoor): Promise<void> {
  const { token } = expectValue(await door.beginBackup(null));
  const pieces: Bytes[] = [];
  for (let isLast = false; !isLast; ) {
    const piece = expectValue(await door.backupPiece({ token }));
    pieces.push(piece.bytes);
    isLast = piece.isLast;
  }
  expectValue(await door.finishBackup({ token, file: new Blob([concatBytes(...pieces)]) }));
}

beforeAll(async () => {
  const agency = await createAgency("afm");
  const { door } = agency;
  ({ store, passphrase } = agency);
  const atFirst = slotsNow();
  const gone = expectValue(await door.createCase({ number: "", title: "Gone", handling: "amber" }));
  expectValue(await door.deleteCase({ caseId: gone, typed: "Gone", keepsName: true }));
  caseId = expectValue(await door.createCase({ number: "1", title: "Flips", handling: "amber" }));
  expectValue(await door.openCase({ caseId }));
  for (const text of ["Әлия", "Болат", "Ғалым"])
    expectValue(await door.addEntity({ type: "person", values: [{ property: "fullName", value: { kind: "text", text } }], source: null, ...marks }));
  const draft = { fileName: "e.bin", title: "", publisher: "", publishedAt: "", ...marks };
  expectValue(await door.addExhibit({ file: new Blob([utf8ToBytes("what was said")]), ...draft }));
  spare = new Set(slotsNow().filter((name) => !atFirst.includes(name)));
  const list = new Blob(["domain\none.kz\ntwo.kz\n"]);
  const { sha256 } = expectValue(await door.importFile({ file: list, fileName: "list.csv", profile: "domain-list", ...marks }));
  expectValue(await door.keepNote({ name: "chart", text: '{"positions":{}}' }));
  await makeBackup(door);
  const checked = expectValue(await door.verifyExhibits({ exhibits: null }));
  files = [...new Set([sha256, ...checked.exhibits.map((each) => each.sha256)])];
  right = await seenIn(copyStore(store));
  expect(right.damages).toEqual([]);
});

/** Everything a person sees who opens it all, and every failure that was told on the way. */
interface Seen {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly damages: readonly string[];
}

async function seenIn(damaged: MemoryBoxStore): Promise<Seen> {
  const answers: Record<string, unknown> = {};
  const damages: string[] = [];
  const counter = openCounter(damaged, "looks");
  const { door } = counter;
  const ask = async (name: string, asked: Promise<Result<unknown, { readonly kind: string }>>): Promise<void> => {
    const answer = await asked;
    if (answer.ok) answers[name] = answer.value;
    else damages.push(`${name}: ${answer.error.kind}`);
  };
  await ask("unlock", door.unlock({ kind: "passphrase", text: passphrase }));
  await ask("cases", door.listCases(null));
  const opened = await door.openCase({ caseId });
  if (!opened.ok) damages.push(`open: ${opened.error.kind}`);
  else if (opened.value.damage !== null) damages.push(`case: ${opened.value.damage.kind}`);
  else {
    answers["picture"] = pictureOf(counter);
    await ask("chain", door.verifyChain(null));
    await ask("checked", door.checkedFiles(null));
  }
  await ask("note", door.readNote({ name: "chart" }));
  await ask("backups", door.listBackups(null));
  await ask("partners", door.listPartners(null));
  await ask("destroyed", door.listDestroyed(null));
  for (const sha256 of files) await ask(`file ${sha256}`, door.readExhibit({ sha256 }));
  return { answers, damages };
}

test("one bit turned in any stored record is told, and no answer is another one", { timeout: 240_000 }, async () => {
  const names = recordsOf(store).map(({ name }) => name);
  expect(new Set(names.map((name) => name.split(" ")[0]))).toEqual(new Set(["box", "tail", "slot", "chunk"]));
  for (const [which, name] of names.entries()) {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (bit) => {
        const damaged = copyStore(store);
        flipBit(recordsOf(damaged)[which]?.bytes ?? expect.fail("the copy has the record"), bit);
        const seen = await seenIn(damaged);
        for (const [asked, answer] of Object.entries(seen.answers)) expect(answer, `${asked} after ${name}`).toEqual(right.answers[asked]);
        if (seen.damages.length === 0)
          expect(
            [...spare].map((slot) => `slot ${slot}`),
            "nothing was told",
          ).toContain(name);
      }),
      { numRuns: bitsPerRecord },
    );
  }
});
