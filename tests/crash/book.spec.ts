import { expect, test } from "vitest";
import { type Report, rowsPerImport } from "./acts.ts";
import { judge, note, openBook } from "./book.ts";

/** The judge of the kill tests, shown every loss it must find. */
const sound: Report = {
  passphrase: "second",
  opensByRecovery: true,
  damages: [],
  forks: 0,
  gaps: 0,
  chainHolds: true,
  people: ["acked", "asked"],
  imports: [{ id: "list", rows: rowsPerImport, reads: true }],
  exhibits: [{ sha256: "aa", state: "sound" }],
  sideCases: [{ title: "kept", people: 1 }],
  destroyed: [{ title: "gone", isFinished: true }],
  backups: ["bb"],
  shownWrongly: [],
  chunkFiles: 3,
  chunksOfFiles: 3,
};

function bookOf() {
  const book = openBook("first");
  const both = (kind: Parameters<typeof note>[2]["kind"], id: string): void =>
    (["asked", "acked"] as const).forEach((what) => note(book, what, { kind, id }));
  both("person", "acked");
  note(book, "asked", { kind: "person", id: "asked" });
  both("import", "list");
  both("exhibit", "aa");
  for (const title of ["kept", "gone"]) both("side-case", title);
  both("delete", "gone");
  both("backup", "bb");
  note(book, "asked", { kind: "passphrase", id: "second" });
  return book;
}

test("what was acknowledged is there, what was only asked for may be: nothing is said", () => {
  expect(judge(bookOf(), sound)).toEqual([]);
  expect(judge(bookOf(), { ...sound, people: ["acked"], passphrase: "first" })).toEqual([]);
});

test.each<readonly [string, Partial<Report>]>([
  ["a person lost", { people: ["asked"] }],
  ["a person nobody said", { people: ["acked", "other"] }],
  ["a person twice", { people: ["acked", "acked"] }],
  ["half an import", { imports: [{ id: "list", rows: rowsPerImport - 1, reads: true }] }],
  ["an import without its file", { imports: [{ id: "list", rows: rowsPerImport, reads: false }] }],
  ["an import lost", { imports: [] }],
  ["an exhibit lost", { exhibits: [] }],
  ["an exhibit damaged", { exhibits: [{ sha256: "aa", state: "damaged" }] }],
  ["half an exhibit", { chunkFiles: 4 }],
  ["a case lost", { sideCases: [] }],
  ["a case emptied", { sideCases: [{ title: "kept", people: 0 }] }],
  ["a deleted case back", { sideCases: [...sound.sideCases, { title: "gone", people: 1 }], destroyed: [] }],
  ["a deletion half done", { destroyed: [{ title: "gone", isFinished: false }] }],
  ["a backup forgotten", { backups: [] }],
  ["a snapshot of another state", { shownWrongly: ["Main"] }],
  ["another passphrase", { passphrase: "third" }],
  ["a dead recovery code", { opensByRecovery: false }],
  ["a damage", { damages: ["Main: box-damaged 3"] }],
  ["a broken chain", { chainHolds: false }],
  ["a fork", { forks: 1 }],
  ["a gap", { gaps: 1 }],
])("%s is found", (_name, lost) => expect(judge(bookOf(), { ...sound, ...lost }).length).toBeGreaterThan(0));
