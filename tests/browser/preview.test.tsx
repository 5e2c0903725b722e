import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { closeDialog, type ExhibitPlace, openDialog } from "../../renderer/state/desk.ts";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { stopPreviews } from "../../renderer/state/preview-bridge.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { type FileHash, parseFileHash } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { expectValue } from "../kit/agency.ts";
import { draftOf } from "../kit/locker.ts";
import { pngHead, textPdf } from "../kit/preview-files.ts";
import { openStage, type Stage } from "./entity-stage.tsx";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage("previews");
});
beforeEach(() => closeDialog());

/** Keeps a file, and gives its hash. */
async function keep(fileName: string, bytes: Bytes): Promise<FileHash> {
  const draft = draftOf([{ file: new Blob([bytes]), fileName, path: "" }]);
  const [added] = expectValue(await stage.door.addExhibits(draft)).files;
  const value = added?.entity == null ? undefined : useCaseMirror.getState().entities.get(added.entity)?.facts["fileHash"]?.[0]?.value;
  const hash = value?.kind === "identifier" ? parseFileHash(value.text) : null;
  invariant(hash !== null, "a kept file has a hash");
  return hash;
}

async function show(fileName: string, bytes: Bytes, place: Partial<ExhibitPlace> = {}): Promise<void> {
  const sha256 = await keep(fileName, bytes);
  openDialog({ kind: "exhibit", sha256, row: 0, column: "", ...place });
  await expect.element(page.getByRole("dialog").getByText("Content", { exact: true })).toBeVisible();
}

async function picture(): Promise<Bytes> {
  const canvas = new OffscreenCanvas(400, 200);
  canvas.getContext("2d")?.fillRect(0, 0, 400, 200);
  return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
}

test.each<[string, string, Bytes]>([
  ["scan.tif", "TIFF picture", new Uint8Array([0x49, 0x49, 0x2a, 0x00, 0x08, 0, 0, 0])],
  ["photo.heic", "HEIC picture", concatBytes(new Uint8Array([0, 0, 0, 0x18]), utf8ToBytes("ftypheic"), new Uint8Array(16))],
  ["order.docx", "Word document", concatBytes(new Uint8Array([0x50, 0x4b, 0x03, 0x04]), utf8ToBytes("....word/document.xml"))],
  ["sums.xlsx", "Excel workbook", concatBytes(new Uint8Array([0x50, 0x4b, 0x03, 0x04]), utf8ToBytes("....xl/workbook.xml"))],
  [
    "note.odt",
    "OpenDocument file",
    concatBytes(new Uint8Array([0x50, 0x4b, 0x03, 0x04]), utf8ToBytes("mimetypeapplication/vnd.oasis.opendocument.text")),
  ],
  ["blob.bin", "unknown kind of file", new Uint8Array([0xfe, 0, 1, 0, 2, 0x90])],
])("%s is told to be a %s that is shown as bytes only, and what to do; nothing is saved by itself", async (name, kind, bytes) => {
  await show(name, bytes);
  const dialog = page.getByRole("dialog");
  await expect.element(dialog.getByText(`Shown as bytes only: ${kind}`)).toBeVisible();
  await expect.element(dialog.getByText(/press “Save a copy” and open the copy .* Nothing is saved or opened by itself/)).toBeVisible();
  await expect.element(dialog.getByRole("button", { name: "Save a copy" })).toBeEnabled();
  await expect.element(dialog.getByText("SHA-256", { exact: true })).toBeVisible();
  expect(stage.saved.size).toBe(0);
});

test("a picture opens with the part of it that is cited, zooms by keys, and a name that promises another kind is told", async () => {
  await show("scan.pdf", await picture(), { region: "25,50,10,20" });
  const canvas = page.getByRole("img", { name: "Picture of 400 × 200 pixels" });
  await expect.element(canvas).toBeVisible();
  await expect.element(page.getByText("By its ending it would be: PDF document. By its bytes it is: PNG picture.")).toBeVisible();
  await expect.element(page.getByText("region 25,50,10,20 %")).toBeVisible();
  const [whole, part] = [canvas.element().getBoundingClientRect(), document.querySelector(".preview-region")?.getBoundingClientRect()];
  invariant(part !== undefined, "the part is marked");
  expect((part.left - whole.left) / whole.width).toBeCloseTo(0.25, 2);
  expect(part.height / whole.height).toBeCloseTo(0.2, 2);
  page
    .getByRole("region", { name: /^Picture;/ })
    .element()
    .focus();
  await userEvent.keyboard("+");
  await expect.poll(() => canvas.element().getBoundingClientRect().width).toBeGreaterThan(whole.width);
  await userEvent.keyboard("0");
  await expect.poll(() => canvas.element().getBoundingClientRect().width).toBe(whole.width);
});

test("a PDF opens at the page that is cited; keys turn pages; what stands on it can be selected", async () => {
  await show("two.pdf", textPdf(["First page", "Second page", "Third page"]), { page: 2 });
  await expect.element(page.getByText("Second page")).toBeInTheDocument();
  page
    .getByRole("region", { name: /^Page;/ })
    .element()
    .focus();
  await userEvent.keyboard("{PageDown}");
  await expect.element(page.getByText("Third page")).toBeInTheDocument();
  await userEvent.click(page.getByRole("button", { name: "Back to page 2" }));
  await expect.element(page.getByText("Second page")).toBeInTheDocument();
  const run = page.getByText("Second page").element();
  getSelection()?.selectAllChildren(run);
  expect(getSelection()?.toString().trim()).toBe("Second page");
});

test("a line of text is text and no empty table; turning signs are seen; a bomb is refused in words, with its bytes", async () => {
  await show("line.txt", utf8ToBytes("one line, only \u202egpj.exe"));
  await expect.element(page.getByRole("tab", { name: "Text" })).toHaveAttribute("aria-selected", "true");
  await expect.element(page.getByText("U+202E")).toBeVisible();
  closeDialog();
  await show("photo.png", pngHead(60_000, 60_000));
  await expect.element(page.getByText(/60000 × 60000 pixels/)).toBeVisible();
  await expect.element(page.getByText(/89 50 4E 47/)).toBeVisible();
});

test("looks that a lock ended leave nothing behind, and the next one stands", async () => {
  await show("a.txt", utf8ToBytes("some text of a file"));
  await expect.element(page.getByText("some text of a file")).toBeVisible();
  stopPreviews();
  closeDialog();
  await show("b.txt", utf8ToBytes("another text of a file"));
  await expect.element(page.getByText("another text of a file")).toBeVisible();
});
