import { type ReactNode, act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { Dialog } from "../../renderer/ui/dialog.tsx";
import { failureText } from "../../renderer/ui/failure-text.ts";
import { DateField } from "../../renderer/ui/field.tsx";
import { Grid, type GridColumn } from "../../renderer/ui/grid.tsx";
import { showCommandMenu } from "../../renderer/ui/menu.tsx";
import { SafeText, safeText } from "../../renderer/ui/safe-text.tsx";
import { Tabs } from "../../renderer/ui/tabs.tsx";
import { setUiLanguage, translate } from "../../renderer/ui/translate.ts";
import { type TreeRow, TreeView } from "../../renderer/ui/tree-view.tsx";
import "../../renderer/ui/tokens.css";

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  setUiLanguage("en");
  place = document.createElement("div");
  place.style.cssText = "height: 400px; width: 700px; display: flex; flex-direction: column";
  document.body.append(place);
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

const draw = (node: ReactNode): void => act(() => root.render(node));
const press = async (keys: string): Promise<void> => act(() => userEvent.keyboard(keys));
const one = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`nothing is ${selector}`);
  return found;
};
const active = (): HTMLElement => one(`[id="${one("[aria-activedescendant]").getAttribute("aria-activedescendant")}"]`);

interface Line {
  readonly id: string;
  readonly amount: bigint;
}
const lines: readonly Line[] = Array.from({ length: 1000 }, (_, at) => ({ id: `line ${at + 1}`, amount: BigInt((at * 7919) % 1000) }));
const columns: readonly GridColumn<Line>[] = [
  { id: "name", title: "Name", width: 200, isWide: true, render: ({ id }) => id, sortValue: ({ id }) => id },
  { id: "amount", title: "Amount", width: 120, align: "right", render: ({ amount }) => String(amount), sortValue: ({ amount }) => amount },
];

test("a grid draws only what is on screen, moves by keys, extends with Shift and opens with Enter", async () => {
  const selected = vi.fn<(keys: readonly string[]) => void>();
  const opened = vi.fn<(line: Line) => void>();
  draw(<Grid label="Lines" columns={columns} rows={lines} rowKey={({ id }) => id} selectedKeys={[]} onSelect={selected} onActivate={opened} />);
  const grid = one("[role=grid]");
  expect(grid.getAttribute("aria-rowcount")).toBe("1001");
  expect(grid.querySelectorAll("[role=row]").length).toBeLessThan(60);
  grid.focus();
  await press("{ArrowDown}{ArrowDown}");
  expect(active().textContent).toContain("line 3");
  expect(selected).toHaveBeenLastCalledWith(["line 3"]);
  await press("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  expect(selected).toHaveBeenLastCalledWith(["line 5", "line 4", "line 3"]);
  await press("{End}");
  await vi.waitFor(() => expect(active().textContent).toContain("line 1000"));
  const [row, view] = [active().getBoundingClientRect(), grid.getBoundingClientRect()];
  expect(row.bottom).toBeLessThanOrEqual(view.bottom + 1);
  await press("{Enter}");
  expect(opened).toHaveBeenCalledWith(lines[999]);
});

test("while rows come and go one stands on the same row, and goes to the one that is chosen from outside once it has come", async () => {
  const opened = vi.fn<(line: Line) => void>();
  const drawn = (rows: readonly Line[], chosen: string) =>
    draw(
      <Grid
        label="Lines"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        selectedKeys={[chosen]}
        onSelect={() => undefined}
        onActivate={opened}
      />,
    );
  const few = lines.slice(0, 5);
  drawn(few, "line 1");
  one("[role=grid]").focus();
  await press("{ArrowDown}{ArrowDown}");
  expect(active().textContent).toContain("line 3");
  drawn(few.toSpliced(0, 2), "line 1");
  expect(active().textContent).toContain("line 3");
  // Chosen before it is there, as a copy of a case is.
  const copy: Line = { id: "copy", amount: 1n };
  drawn(few, "copy");
  expect(active().textContent).toContain("line 3");
  drawn([copy, ...few], "copy");
  expect(active().textContent).toContain("copy");
  await press("{Enter}");
  expect(opened).toHaveBeenLastCalledWith(copy);
  // Where it went away, one stands on what is in its place.
  drawn(few, "copy");
  expect(active().textContent).toContain("line 1");
});

test("counts in sentences are written with their groups, in each language", () => {
  setUiLanguage("ru");
  expect(translate("rivals:count", { count: 60_001 }).replaceAll(/\s/g, " ")).toBe("60 001 расхождение");
  setUiLanguage("en");
  expect(translate("rivals:count", { count: 6000 })).toMatch(/^6,000 /);
});

test("a double click opens a row and marks no text of it; a drag over the text still marks it", async () => {
  const opened = vi.fn<(line: Line) => void>();
  draw(<Grid label="Lines" columns={columns} rows={lines} rowKey={({ id }) => id} onActivate={opened} />);
  const [row, other] = ["line 2", "line 5"].map((name) =>
    [...document.querySelectorAll("[role=gridcell]")].find((cell) => cell.textContent === name),
  );
  if (row === undefined || other === undefined) throw new Error("the rows are drawn");
  await act(() => userEvent.dblClick(row));
  expect(opened.mock.calls).toEqual([[lines[1]]]);
  expect(String(getSelection())).toBe("");
  await act(() => userEvent.dragAndDrop(row, other, { sourcePosition: { x: 12, y: 12 }, targetPosition: { x: 60, y: 12 } }));
  expect(String(getSelection())).toContain("line 3");
});

test("a grid sorts by its header, reached with the keys, exactly and back again", async () => {
  draw(<Grid label="Lines" columns={columns} rows={lines} rowKey={({ id }) => id} />);
  one("[role=grid]").focus();
  await press("{ArrowUp}{ArrowRight}{Enter}");
  expect(active().getAttribute("aria-sort")).toBe("ascending");
  await press("{ArrowDown}{ArrowDown}");
  expect(active().lastChild?.textContent).toBe("1");
  await press("{Home}{ArrowUp}{Enter}{ArrowDown}");
  expect(active().lastChild?.textContent).toBe("999");
  await press("{ArrowUp}{Enter}{ArrowDown}{ArrowDown}");
  expect(active().textContent).toBe("line 2919");
});

test("a tree opens, closes, walks and chooses by keys", async () => {
  const rows: readonly TreeRow[] = [
    { id: "a", level: 1, isOpen: true, isSelected: false, label: "Wallets" },
    { id: "a1", level: 2, isOpen: null, isSelected: true, label: "TQ9x" },
    { id: "b", level: 1, isOpen: false, isSelected: false, label: "Sites", count: 4000 },
  ];
  const [toggled, chosen] = [vi.fn(), vi.fn()];
  draw(<TreeView label="Case" rows={rows} onToggle={toggled} onChoose={chosen} />);
  one("[role=tree]").focus();
  await press("{ArrowDown}{Enter}");
  expect(chosen).toHaveBeenLastCalledWith("a1");
  await press("{ArrowLeft}{ArrowLeft}");
  expect(toggled).toHaveBeenLastCalledWith("a", false);
  await press("{End}{ArrowRight}");
  expect(toggled).toHaveBeenLastCalledWith("b", true);
  expect(active().getAttribute("aria-expanded")).toBe("false");
});

test("tabs are one stop, and arrows choose", async () => {
  const chosen = vi.fn();
  const tabs = [
    { id: "one", title: "One", panel: "first" },
    { id: "two", title: "Two", panel: "second" },
  ];
  draw(<Tabs label="Parts" tabs={tabs} active="one" onChange={chosen} />);
  one("[role=tab][tabindex='0']").focus();
  await press("{ArrowRight}");
  expect(chosen).toHaveBeenCalledWith("two");
});

test("a dialog keeps the focus, closes on Escape and speaks the language of the window", async () => {
  const closed = vi.fn();
  setUiLanguage("kk");
  draw(
    <Dialog title="Тақырып" isOpen onClose={closed}>
      <input aria-label="text" />
    </Dialog>,
  );
  await vi.waitFor(() =>
    expect(one("[role=dialog]").contains(document.activeElement) || document.activeElement?.querySelector("[role=dialog]")).toBeTruthy(),
  );
  expect(one("[role=dialog] button").getAttribute("aria-label")).toBe("Жабу");
  for (let at = 0; at < 8; at += 1) {
    await press("{Tab}");
    expect(document.activeElement?.closest(".bp6-overlay, .bp6-portal")).not.toBeNull();
  }
  await press("{Escape}");
  expect(closed).toHaveBeenCalledOnce();
});

test("a dialog that is drawn no more gives the focus back, also after another took its place, or to what is left around it", async () => {
  const stage = (dialog: ReactNode, hasButton = true): void =>
    draw(
      <>
        <section id="around" tabIndex={-1}>
          {hasButton && <button type="button">opener</button>}
        </section>
        {dialog}
      </>,
    );
  const dialog = (title: string): ReactNode => (
    <Dialog key={title} title={title} isOpen onClose={() => undefined}>
      <button type="button">next</button>
    </Dialog>
  );
  const isInDialog = (): boolean => document.activeElement?.closest(".bp6-portal") !== null;
  stage(null);
  one("#around button").focus();
  stage(dialog("first"));
  await vi.waitFor(() => expect(isInDialog()).toBe(true));
  stage(dialog("second"));
  await vi.waitFor(() => expect(isInDialog()).toBe(true));
  stage(null);
  await vi.waitFor(() => expect(document.activeElement).toBe(one("#around button")));
  stage(dialog("third"));
  await vi.waitFor(() => expect(isInDialog()).toBe(true));
  stage(null, false);
  await vi.waitFor(() => expect(document.activeElement).toBe(one("#around")));
});

test("a menu runs what is chosen by keys and gives the focus back", async () => {
  const ran = vi.fn();
  draw(<button type="button">before</button>);
  one("button").focus();
  act(() =>
    showCommandMenu({ x: 5, y: 5 }, [
      { label: "First", run: ran },
      "divider",
      { label: "Second", isDisabled: true, run: ran },
      { label: "Third", run: () => ran("third") },
    ]),
  );
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("First"));
  await press("{ArrowUp}{Enter}");
  expect(ran).toHaveBeenCalledExactlyOnceWith("third");
  expect(document.querySelector("[role=menu]")).toBeNull();
  expect(document.activeElement?.textContent).toBe("before");
});

test("a menu longer than the window stays in it, and its last line is reached by End", async () => {
  draw(<button type="button">before</button>);
  one("button").focus();
  act(() =>
    showCommandMenu(
      { x: 5, y: 400 },
      Array.from({ length: 60 }, (_, at) => ({ label: `Line ${at + 1}`, run: () => undefined })),
    ),
  );
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Line 1"));
  const { top, bottom } = one("[role=menu]").getBoundingClientRect();
  expect([top >= 0, bottom <= window.innerHeight]).toEqual([true, true]);
  await press("{End}");
  const last = document.activeElement?.getBoundingClientRect();
  expect(document.activeElement?.textContent).toBe("Line 60");
  expect(last?.bottom).toBeLessThanOrEqual(bottom);
  expect(last?.top).toBeGreaterThan(top);
  await press("{Escape}");
});

test("hidden characters of a hostile name are drawn as marks, and nothing of it becomes markup", () => {
  const hostile = "abc\u202Egnp.exe\u200B<b>bold</b>";
  draw(<SafeText text={hostile} />);
  expect([...document.querySelectorAll(".ui-hidden-mark")].map((mark) => mark.textContent)).toEqual(["U+202E", "U+200B"]);
  expect(document.querySelector("bdi b")).toBeNull();
  expect(safeText("a\u2066b")).toBe("a⟨U+2066⟩b");
  expect(safeText("two\nlines")).toBe("two\nlines");
});

test("a date is taken as people write it, and only when it is one", async () => {
  const changed = vi.fn();
  draw(<DateField label="Born" value="" onChange={changed} />);
  one("input").focus();
  await press("31.02.2024");
  expect(one(".ui-field-error").textContent).toContain("not a date");
  expect(changed).not.toHaveBeenCalledWith("2024-02-31");
  await act(() => userEvent.fill(one("input"), "28.03.2024"));
  expect(changed).toHaveBeenLastCalledWith("2024-03-28");
  await act(() => userEvent.fill(one("input"), "3.2024"));
  expect(changed).toHaveBeenLastCalledWith("2024-03");
});

test("a key without words is collected for the tests of the whole window", () => {
  expect(translate("common:close")).toBe("Close");
  translate("common:there.is.no.such.key");
  expect([...(window.dalelMissingKeys ?? [])]).toEqual(["en/common:there.is.no.such.key"]);
});

test("plurals follow the language: one, few and many in Russian", () => {
  setUiLanguage("ru");
  expect([1, 2, 5, 21, 112].map((count) => translate("common:grid.rows", { count }))).toEqual([
    "1 строка",
    "2 строки",
    "5 строк",
    "21 строка",
    "112 строк",
  ]);
});

test("a failure is a sentence in every language", () => {
  const said = (["en", "ru", "kk"] as const).map((language) => {
    setUiLanguage(language);
    return failureText({ kind: "cut-off" });
  });
  expect(new Set(said).size).toBe(3);
});

test("a failure names a damaged box in the language of the window, counted from 1", () => {
  const said = (["en", "ru", "kk"] as const).map((language) => {
    setUiLanguage(language);
    return /\((.*?)\)/.exec(failureText({ kind: "box-damaged", where: "box 0" }))?.[1];
  });
  expect(said).toEqual(["box 1", "блок 1", "1-блок"]);
});
