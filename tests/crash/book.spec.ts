import { expect, test } from "vitest";
import { peoplePerBatch, type Report, rowsPerImport } from "./acts.ts";
import { judge, note, openBook } from "./book.ts";

/** The judge of the kill tests, shown every loss it must find. */
const sound: Report = {
  passphrase: "second",
  recoveryCode: "code",
  damages: [],
  forks: 0,
  gaps: 0,
  chainHolds: true,
  people: ["acked", "asked", ...Array.from({ length: peoplePerBatch }, (_, i) => `batch#${i}`), "half#0"],
  imports: [{ id: "list", rows: rowsPerImport, reads: true }],
  exhibits: [{ sha256: "aa", state: "sound" }],
  sideCases: ["kept", "copied", "second name", "repaired"].map((title) => ({ title, people: 1, isDamaged: false })),
  destroyed: [{ title: "gone", isFinished: true }],
  backups: ["bb"],
  shownWrongly: [],
  chunkFiles: 3,
  chunksOfFiles: 3,
  strays: 0,
  restored: [
    { id: "whole~7", found: 7 },
    { id: "cut~7", found: "empty" },
  ],
};

const otherThan = (title: string): Report["sideCases"] => sound.sideCases.filter((each) => each.title !== title);
const sideCase = (title: string, people = 1, isDamaged = false) => ({ title, people, isDamaged });

function bookOf() {
  const book = openBook("first");
  const both = (kind: Parameters<typeof note>[2]["kind"], id: string): void =>
    (["asked", "acked"] as const).forEach((what) => note(book, what, { kind, id }));
  both("person", "acked");
  note(book, "asked", { kind: "person", id: "asked" });
  both("import", "list");
  both("exhibit", "aa");
  for (const title of ["kept", "gone", "first name", "repaired"]) both("side-case", title);
  both("copy", "copied");
  both("rename", "first name>second name");
  both("repair", "repaired");
  both("batch", "batch");
  note(book, "asked", { kind: "batch", id: "half" });
  both("restore", "whole~7");
  note(book, "asked", { kind: "restore", id: "cut~7" });
  both("delete", "gone");
  both("backup", "bb");
  note(book, "asked", { kind: "passphrase", id: "second" });
  return book;
}

test("what was acknowledged is there, what was only asked for may be: nothing is said", () => {
  expect(judge(bookOf(), sound)).toEqual([]);
  expect(judge(bookOf(), { ...sound, people: sound.people.filter((name) => name !== "asked" && name !== "half#0"), passphrase: "first" })).toEqual(
    [],
  );
});

test.each<readonly [string, Partial<Report>]>([
  ["a person lost", { people: sound.people.filter((name) => name !== "acked") }],
  ["a person nobody said", { people: [...sound.people, "other"] }],
  ["a person twice", { people: [...sound.people, "acked"] }],
  ["half an import", { imports: [{ id: "list", rows: rowsPerImport - 1, reads: true }] }],
  ["an import without its file", { imports: [{ id: "list", rows: rowsPerImport, reads: false }] }],
  ["an import lost", { imports: [] }],
  ["an exhibit lost", { exhibits: [] }],
  ["an exhibit damaged", { exhibits: [{ sha256: "aa", state: "damaged" }] }],
  ["half an exhibit", { chunkFiles: 4 }],
  ["a case lost", { sideCases: [] }],
  ["a case emptied", { sideCases: [...otherThan("kept"), sideCase("kept", 0)] }],
  ["a case damaged", { sideCases: [...otherThan("repaired"), sideCase("repaired", 1, true)] }],
  ["a case twice", { sideCases: [...sound.sideCases, sideCase("kept")] }],
  ["a copy lost", { sideCases: otherThan("copied") }],
  ["a name lost", { sideCases: [...otherThan("second name"), sideCase("first name")] }],
  ["a case under both names", { sideCases: [...sound.sideCases, sideCase("first name")] }],
  ["a commit of a batch lost", { people: sound.people.filter((name) => name !== "batch#7") }],
  ["the end of a batch lost", { people: sound.people.filter((name) => name !== `batch#${peoplePerBatch - 1}`) }],
  ["half a restoring", { restored: [{ id: "cut~7", found: 3 }] }],
  ["a restored vault damaged", { restored: [{ id: "cut~7", found: "damaged" }] }],
  ["a restored vault lost", { restored: [{ id: "whole~7", found: "empty" }] }],
  ["a run nobody names", { strays: 1 }],
  ["a deleted case back", { sideCases: [...sound.sideCases, sideCase("gone")], destroyed: [] }],
  ["a deletion half done", { destroyed: [{ title: "gone", isFinished: false }] }],
  ["a backup forgotten", { backups: [] }],
  ["a snapshot of another state", { shownWrongly: ["Main"] }],
  ["another passphrase", { passphrase: "third" }],
  ["a dead recovery code", { recoveryCode: null }],
  ["a damage", { damages: ["Main: box-damaged 3"] }],
  ["a broken chain", { chainHolds: false }],
  ["a fork", { forks: 1 }],
  ["a gap", { gaps: 1 }],
])("%s is found", (_name, lost) => expect(judge(bookOf(), { ...sound, ...lost }).length).toBeGreaterThan(0));
