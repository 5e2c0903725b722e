import { expect, test } from "vitest";
import { filesOfDrop, filesOfPaste, hasFolder, mostFiles, noFiles, withFiles } from "../../../renderer/state/chosen-files.ts";

/** What a browser gives of a dropped file or folder: its entries, a hundred at a time and then none. */
function fileEntry(name: string, isGone = false): FileSystemEntry {
  const file = (take: (file: File) => void, fail: (error: Error) => void): void => (isGone ? fail(new Error("gone")) : take(new File([name], name)));
  return { name, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
}
function folderEntry(name: string, inner: readonly FileSystemEntry[], isClosed = false): FileSystemEntry {
  const createReader = () => {
    let at = 0;
    const readEntries = (take: (entries: readonly FileSystemEntry[]) => void, fail: (error: Error) => void): void => {
      if (isClosed) return fail(new Error("closed"));
      const some = inner.slice(at, at + 100);
      at += 100;
      take(some);
    };
    return { readEntries };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}
const dropOf = (...entries: readonly FileSystemEntry[]): DataTransfer => {
  const items = entries.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry, getAsFile: () => null }));
  return { items: [...items, { kind: "string" }] } as unknown as DataTransfer;
};

test("a dropped folder is taken with all that is in it, each with its path; what cannot be opened is named", async () => {
  const inner = folderEntry("DCIM", [fileEntry("2.jpg"), fileEntry("1.jpg"), fileEntry("gone.jpg", true)]);
  const drop = dropOf(folderEntry("phone", [inner, fileEntry("notes.txt"), folderEntry("private", [], true)]), fileEntry("alone.pdf"));
  expect(hasFolder(drop)).toBe(true);
  const { files, unreadable, isCut } = await filesOfDrop(drop);
  expect(files.map(({ file, path }) => [file.name, path])).toEqual([
    ["1.jpg", "phone/DCIM/1.jpg"],
    ["2.jpg", "phone/DCIM/2.jpg"],
    ["notes.txt", "phone/notes.txt"],
    ["alone.pdf", ""],
  ]);
  expect(unreadable).toEqual(["phone/DCIM/gone.jpg", "phone/private"]);
  expect(isCut).toBe(false);
  expect(hasFolder(dropOf(fileEntry("a")))).toBe(false);
});

test("a folder of any size is read to its end, and no more is taken than is taken at once", async () => {
  const many = Array.from({ length: mostFiles + 50 }, (_, n) => fileEntry(`${n}.bin`));
  const some = await filesOfDrop(dropOf(folderEntry("some", many.slice(0, 250))));
  expect([some.files.length, some.isCut]).toEqual([250, false]);
  const all = await filesOfDrop(dropOf(folderEntry("all", many)));
  expect([all.files.length, all.isCut]).toEqual([mostFiles, true]);
});

test("a file chosen twice is taken once; the rest stands in the order it came", () => {
  const chosen = (name: string) => ({ file: new File([name], name, { lastModified: 1 }), path: "" });
  const first = { ...noFiles, files: [chosen("a"), chosen("b")] };
  const both = withFiles(first, { files: [chosen("b"), chosen("c")], unreadable: ["x"], isCut: false });
  expect(both.files.map(({ file }) => file.name)).toEqual(["a", "b", "c"]);
  expect(both.unreadable).toEqual(["x"]);
});

test("a pasted picture and a pasted text are named by when they were pasted", () => {
  const now = Date.UTC(2026, 10, 27, 9, 5, 7);
  const pasted = (files: readonly File[], text: string): DataTransfer => ({ files, getData: () => text }) as unknown as DataTransfer;
  const names = (files: readonly File[], text = "") => filesOfPaste(pasted(files, text), now).files.map(({ file }) => `${file.name} ${file.type}`);
  const picture = () => new File(["p"], "image.png", { type: "image/png" });
  expect(names([picture(), picture()])).toEqual(["screenshot-2026-11-27-09-05-07.png image/png", "screenshot-2026-11-27-09-05-07-2.png image/png"]);
  expect(names([new File(["r"], "report.pdf", { type: "application/pdf" })], "a text")).toEqual(["report.pdf application/pdf"]);
  expect(names([], "a text")).toEqual(["text-2026-11-27-09-05-07.txt text/plain"]);
  expect(names([], "  \n")).toEqual([]);
});
