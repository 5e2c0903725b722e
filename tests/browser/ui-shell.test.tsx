import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "dockview-react/dist/styles/dockview.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { createRoot } from "react-dom/client";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { makeBrowserHost } from "../../renderer/app/browser-host.ts";
import { enterGate, lockNow, recallLook } from "../../renderer/app/session.ts";
import { Shell } from "../../renderer/app/shell.tsx";
import { startThreads } from "../../renderer/app/workers.ts";
import { attachMachine, caseDoor } from "../../renderer/state/bridge.ts";
import { setOpenedCase, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { setLanguage, setMe, showScreen, useDesk } from "../../renderer/state/desk.ts";
import { attachIntake } from "../../renderer/state/intake-bridge.ts";
import { attachLayout } from "../../renderer/state/layout-bridge.ts";
import type { CaseId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";

const passphrase = "five unrelated words 7421 make it";
let caseId: CaseId;

/** The whole window as the program puts it together: real threads, real vault, in a profile of its own. */
beforeAll(async () => {
  const threads = startThreads(() => undefined);
  attachMachine({ host: makeBrowserHost("0"), startCaseWorker: threads.startCaseWorker });
  attachIntake(threads.intake);
  attachLayout(threads.startLayoutWorker);
  recallLook();
  setLanguage("en");
  const place = document.createElement("div");
  place.id = "root";
  document.body.append(place);
  createRoot(place).render(
    <BlueprintProvider>
      <Shell />
    </BlueprintProvider>,
  );
  await enterGate();
  expect(useDesk.getState().screen).toBe("first-run");
  const person = { agency: "afm", agencyName: "AFM", officer: "Aigul Suleimenova" };
  setMe(expectValue(await caseDoor().createVault({ passphrase, person })).me);
  caseId = expectValue(await caseDoor().createCase({ number: "2026-0417", title: "Umit", handling: "amber" }));
  setOpenedCase(expectValue(await caseDoor().openCase({ caseId })));
  await add("organisation", "name", "Swap Hub");
  await add("scheme", "name", "Umit Invest");
  await openCase();
}, 60_000);

beforeEach(() => {
  setLanguage("en");
  useDesk.setState({ dialog: null });
});

async function openCase(): Promise<void> {
  setOpenedCase(expectValue(await caseDoor().openCase({ caseId })));
  showScreen("workbench");
  await vi.waitFor(() => expect(document.querySelector("[role=tree]")).not.toBeNull(), { timeout: 10_000 });
}

async function add(type: string, property: string, text: string): Promise<void> {
  const values = [{ property, value: { kind: "text", text } as const }];
  expectValue(await caseDoor().addEntity({ type, values, grade: "B2", handling: "amber", source: null }));
}

const titlesSelected = (): readonly string[] =>
  useDesk.getState().selection.entities.map((id) => useCaseMirror.getState().entities.get(id)?.title ?? "");
const typesThere = (): readonly string[] => [...useCaseMirror.getState().entities.values()].map(({ type }) => type);

/** A key as a person with another layout presses it: the place is what counts, not the letter. */
function pressAs(key: string, code: string, extra: KeyboardEventInit = {}): void {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, ctrlKey: true, bubbles: true, cancelable: true, ...extra }));
}

test("F6 walks all panels and comes back, and Shift walks the other way", async () => {
  const visited: string[] = [];
  for (let at = 0; at < 7; at += 1) {
    await userEvent.keyboard("{F6}");
    visited.push(document.activeElement?.closest("[data-panel]")?.getAttribute("data-panel") ?? "nowhere");
  }
  expect(visited).toEqual(["toolbar", "navigator", "chart", "inspector", "table", "status", "toolbar"]);
  await userEvent.keyboard("{Shift>}{F6}{/Shift}");
  expect(document.activeElement?.closest("[data-panel]")?.getAttribute("data-panel")).toBe("status");
});

test("the palette opens on a Cyrillic layout, finds an entity and selects it, by keys alone", async () => {
  pressAs("л", "KeyK");
  await userEvent.keyboard("@swap{Enter}");
  expect(titlesSelected()).toEqual(["Swap Hub"]);
  expect(useDesk.getState().dialog).toBeNull();
});

test("the palette runs commands only after >", async () => {
  pressAs("k", "KeyK");
  await expect.element(page.getByRole("combobox")).toHaveFocus();
  await userEvent.keyboard(">");
  expect(document.querySelectorAll("[role=option] .ui-type-icon").length).toBe(0);
  await userEvent.keyboard("keyboard shortcuts{Enter}");
  await expect.element(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("undo and redo say what they would do, and do it", async () => {
  await expect.element(page.getByRole("button", { name: /^Undo: adding 1 pyramid scheme/ })).toBeVisible();
  pressAs("я", "KeyZ");
  await expect.poll(typesThere).not.toContain("scheme");
  pressAs("Я", "KeyZ", { shiftKey: true });
  await expect.poll(typesThere).toContain("scheme");
});

test("while somebody types, undo belongs to the text", async () => {
  await page.getByRole("textbox", { name: "Filter by name" }).fill("umit");
  const before = useCaseMirror.getState().version;
  await userEvent.keyboard("{Control>}z{/Control}");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(useCaseMirror.getState().version).toBe(before);
  await userEvent.keyboard("{Escape}");
  useDesk.setState({ filterText: "" });
});

test("the navigator selects a branch, and hides a type from its menu", async () => {
  await page.getByRole("treeitem", { name: /Pyramid|scheme/i }).click();
  expect(titlesSelected()).toEqual(["Umit Invest"]);
  await userEvent.keyboard("{Shift>}{F10}{/Shift}{ArrowDown}{Enter}");
  expect(useDesk.getState().hiddenTypes).toEqual(["scheme"]);
  useDesk.setState({ hiddenTypes: [] });
});

test("the language changes everywhere at once, the tabs of the panels too", async () => {
  setLanguage("kk");
  await expect.element(page.getByRole("tab", { name: "Инспектор" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Құлыптау (Ctrl+L)" })).toBeVisible();
  expect(document.documentElement.lang).toBe("kk");
});

test("locking leaves nothing of the case in the window, ends the thread, and the passphrase opens it again", async () => {
  pressAs("д", "KeyL");
  await expect.poll(() => useDesk.getState().screen).toBe("locked");
  await lockNow();
  expect(document.body.textContent).not.toMatch(/Umit|Swap Hub|2026-0417/);
  expect([useCaseMirror.getState().entities.size, useCaseMirror.getState().opened, useDesk.getState().me]).toEqual([0, null, null]);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect((await caseDoor().listCases(null)).ok).toBe(false);
  setMe(expectValue(await caseDoor().unlock({ kind: "passphrase", text: passphrase })));
  await openCase();
  expect(typesThere()).toEqual(expect.arrayContaining(["organisation", "scheme"]));
});
