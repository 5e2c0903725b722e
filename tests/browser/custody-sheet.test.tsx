import { BlueprintProvider } from "@blueprintjs/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, expect, test } from "vitest";
import { page } from "vitest/browser";
import { CustodySheetDialog } from "../../renderer/features/custody-sheet/custody-sheet-dialog.tsx";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog } from "../../renderer/state/desk.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { CustodyDraft } from "../../shared/case/locker-door.ts";
import { expectValue } from "../kit/agency.ts";
import { createFixedClock } from "../kit/fixed-clock.ts";
import { openStage, type Stage } from "./entity-stage.tsx";

let stage: Stage;
let exhibit: EntityId;

const facts = {
  exhibitNumber: "ВД-17",
  title: "Телефонның суреті",
  publisher: "",
  publishedAt: "",
  acquiredAt: "2026-11-20",
  obtainedFrom: 'ЖШС "Үміт" кеңсесі',
  seizureAct: "АКТ-204/26",
  collectedBy: "Сериков Ғ.",
} as const;

const usual: Omit<CustodyDraft, "exhibits" | "action" | "happenedAt"> = {
  performedBy: "Сериков Ғ.",
  place: "Астана",
  reason: "Сотқа дейінгі тергеп-тексеру",
  documentNumber: "№ 5",
  sealNumber: "KZ 0042",
  handedFrom: "",
  handedTo: "",
  handling: "amber",
  corrects: null,
  correction: "replaces",
  isDamageKnown: false,
};

beforeAll(async () => {
  stage = await openStage("custody sheet", { clock: createFixedClock(Date.UTC(2026, 10, 27)) });
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(
    <StrictMode>
      <BlueprintProvider>
        <CustodySheetDialog />
      </BlueprintProvider>
    </StrictMode>,
  );
  const file = { file: new Blob(["a photograph"]), fileName: "photo.txt", path: "" };
  const added = expectValue(await stage.door.addExhibits({ ...facts, files: [file], grade: "B2", handling: "amber", custody: [] }));
  const [kept] = added.files;
  invariant(kept?.entity !== null && kept?.entity !== undefined, "the file is kept");
  exhibit = kept.entity;
  const record = async (draft: Partial<CustodyDraft> & Pick<CustodyDraft, "action" | "happenedAt">): Promise<void> => {
    expectValue(await stage.door.recordCustody({ ...usual, exhibits: [exhibit], ...draft }));
  };
  await record({ action: "seize", happenedAt: "2026-11-20", handedFrom: "Ахметов Т." });
  await record({ action: "register", happenedAt: "2026-11-21" });
  await record({ action: "transfer", happenedAt: "2026-11-22", handedFrom: "Сериков Ғ.", handedTo: "Иванов П.", sealNumber: "" });
});

const sheet = () => page.getByRole("dialog").getByRole("article");

test("the sheet says what the exhibit is and what was done with it by the official verbs, and reads the file before it is printed", async () => {
  openDialog({ kind: "custody-sheet", exhibits: [exhibit] });
  await expect.element(page.getByRole("button", { name: "Print or save as PDF" })).toBeEnabled();
  const text = sheet().element().textContent ?? "";
  for (const words of ["ВД-17", 'ЖШС "Үміт" кеңсесі', "АКТ-204/26", "photo.txt", "2026-0417", "TLP:AMBER", "Resolution No. 1291"])
    expect(text).toContain(words);
  expect(text).toMatch(/[0-9a-f]{64}/);
  expect(text).toContain("Read for this sheet: its SHA-256 is the one above");
  const rows = [...sheet().element().querySelectorAll("tbody tr")].map((row) => row.textContent ?? "");
  expect(rows.map((row) => /Seizure|Registration|Handover/.exec(row)?.[0])).toEqual(["Seizure", "Registration", "Handover"]);
  expect(rows[0]).toContain("Taken from: Ахметов Т.");
  expect(rows[2]).toContain("Received by: Иванов П.");
  expect(rows[2]).toContain("The file when this was recorded: Whole");
  closeDialog();
});

test("paper shows the sheet alone, with case, marking and page numbers on each page; they go with it", async () => {
  const before = document.adoptedStyleSheets.length;
  openDialog({ kind: "custody-sheet", exhibits: [exhibit] });
  await expect.element(sheet()).toBeVisible();
  expect(document.querySelectorAll("body > .sheet-print article")).toHaveLength(1);
  const rule = document.adoptedStyleSheets.at(-1)?.cssRules[0]?.cssText ?? "";
  expect(rule).toContain("2026-0417 · Umit Invest");
  expect(rule).toContain("TLP:AMBER");
  expect(rule).toContain("counter(pages)");
  closeDialog();
  await expect.poll(() => document.adoptedStyleSheets.length).toBe(before);
});

test("what is corrected or was taken back stays on the sheet, struck out, and says by what", async () => {
  const seized = [...useCaseMirror.getState().index.ofType("custodyEvent")].find(({ facts: said }) => {
    const value = said["custodyAction"]?.[0]?.value;
    return value?.kind === "text" && value.text === "seize";
  });
  invariant(seized !== undefined, "the seizure is recorded");
  expectValue(
    await stage.door.recordCustody({
      ...usual,
      exhibits: [exhibit],
      action: "seize",
      happenedAt: "2026-11-19",
      handedFrom: "Ахметов Т.",
      corrects: seized.id,
    }),
  );
  expectValue(await stage.door.recordCustody({ ...usual, exhibits: [exhibit], action: "store", happenedAt: "2026-11-23" }));
  expectValue(await stage.door.undo(null));
  setUiLanguage("kk");
  openDialog({ kind: "custody-sheet", exhibits: [exhibit] });
  await expect.element(sheet().getByText(/Болдырмау арқылы алынды/)).toBeVisible();
  const rows = [...sheet().element().querySelectorAll("tbody tr")];
  expect(rows).toHaveLength(5);
  const struck = rows.filter((row) => row.querySelector(".sheet-struck") !== null).map((row) => row.textContent ?? "");
  expect(struck).toHaveLength(2);
  expect(struck[0]).toContain("1-жазбамен түзетілген");
  expect(struck[1]).toContain("Сақтау");
  closeDialog();
  setUiLanguage("en");
});
