import { beforeAll, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openDialog, closeDialog, selectEntities, setLanguage, setTableTab } from "../../renderer/state/desk.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { openShellStage, type ShellStage } from "./shell-stage.tsx";

const longName =
  "Товарищество с ограниченной ответственностью «Единый центр обмена цифровых активов и консультаций по вопросам оборота необеспеченных цифровых активов Республики Казахстан»";
let stage: ShellStage;
let exchange: EntityId;

beforeAll(async () => {
  stage = await openShellStage("nothing-cut");
  const marks = { grade: "B2", handling: "amber", source: null } as const;
  const said = (property: string, text: string) => [{ property, value: { kind: "text", text } as const }];
  const [made] = expectValue(await stage.door.addEntity({ type: "exchange", values: said("name", longName), ...marks })).entities;
  const [person] = expectValue(await stage.door.addEntity({ type: "person", values: said("fullName", "Өтебаев Ғалымжан"), ...marks })).entities;
  if (made === undefined || person === undefined) throw new Error("two things were added");
  exchange = made;
  expectValue(await stage.door.addLink({ type: "operates", from: person, to: exchange, values: [], ...marks }));
  selectEntities([exchange]);
  await vi.waitFor(() => expect(document.querySelector(".entity-head h2")).not.toBeNull());
});

/** Texts that end at an edge with no sign that there is more: neither an ellipsis, nor a way to scroll. */
function cutSilently(): readonly string[] {
  const isHidden = (value: string): boolean => value === "hidden" || value === "clip";
  return [...document.querySelectorAll<HTMLElement>("#root *, [role=dialog] *")]
    .filter((element) => element.clientWidth > 1 && element.clientHeight > 1 && element.closest(".visually-hidden, svg, canvas") === null)
    .filter((element) => {
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element);
      const isCutAcross = isHidden(overflowX) && element.scrollWidth > element.clientWidth + 1 && textOverflow !== "ellipsis";
      const isCutDown = isHidden(overflowY) && element.scrollHeight > element.clientHeight + 2 && webkitLineClamp === "none";
      const ownText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "");
      return (isCutAcross || isCutDown) && (ownText || element.querySelector("bdi, span, strong") !== null) && element.innerText.trim() !== "";
    })
    .map((element) => `${element.className || element.tagName}: ${element.innerText.slice(0, 60).replaceAll(/\s+/g, " ")}`);
}

const looks = (["en", "ru", "kk"] as const).flatMap((language) => [1280, 900].map((width) => [language, width] as const));

test.each(looks)("in %s at %i pixels no text of the desk or of the log is cut without a sign", async (language, width) => {
  setUiLanguage(language);
  setLanguage(language);
  await page.viewport(width, width === 900 ? 700 : 800);
  for (const tab of ["entities", "links", "flows"] as const) {
    setTableTab(tab);
    await expect.poll(cutSilently).toEqual([]);
  }
  openDialog({ kind: "history", entity: null });
  await expect.element(page.getByRole("dialog")).toBeVisible();
  await expect.poll(cutSilently).toEqual([]);
  closeDialog();
});

test("the name of a thing that does not fit ends in an ellipsis, and is whole in its title", async () => {
  await page.viewport(900, 700);
  const name = document.querySelector<HTMLElement>(".entity-head h2") ?? expect.fail("a thing is chosen");
  expect(name.scrollHeight).toBeGreaterThan(name.clientHeight);
  expect(name.clientHeight).toBe(60);
  expect(name.title).toBe(longName);
});

test("a table that goes on to the right is shaded there until its last column is reached", async () => {
  await page.viewport(900, 700);
  const grid = document.querySelector<HTMLElement>("[data-scope=table] .ui-grid") ?? expect.fail("a table is shown");
  await expect.poll(() => grid.scrollWidth > grid.clientWidth).toBe(true);
  const shade = (): string => getComputedStyle(grid).boxShadow;
  await expect.poll(shade).toMatch(/-22px 0px 14px -16px inset/);
  grid.scrollLeft = grid.scrollWidth;
  await expect.poll(shade).toMatch(/(0px ){4}inset/);
  grid.scrollLeft = 0;
});

test("what is cut off says itself whole under the pointer, what fits says nothing twice", async () => {
  setUiLanguage("en");
  setLanguage("en");
  setTableTab("entities");
  await page.viewport(1280, 800);
  const cellOf = (text: string): HTMLElement =>
    [...document.querySelectorAll<HTMLElement>(".ui-grid-body .ui-grid-cell")].find((cell) => cell.innerText.includes(text)) ?? expect.fail(text);
  await expect.poll(() => document.querySelectorAll(".ui-grid-body .ui-grid-cell").length).toBeGreaterThan(0);
  await userEvent.hover(cellOf(longName));
  await expect.poll(() => cellOf(longName).title).toBe(longName);
  await userEvent.hover(cellOf("AFM"));
  expect(cellOf("AFM").title).toBe("");
});

test("what is found by a long value keeps its name beside it", async () => {
  const long = "zq".repeat(40);
  const values = [
    { property: "name", value: { kind: "text", text: "Altyn Kilt" } },
    { property: "alias", value: { kind: "text", text: long } },
  ] as const;
  expectValue(await stage.door.addEntity({ type: "exchange", values, grade: "B2", handling: "amber", source: null }));
  openDialog({ kind: "palette" });
  await userEvent.keyboard(long.slice(0, 20));
  await expect.element(page.getByRole("option", { name: /Altyn Kilt/ })).toBeVisible();
  const name = document.querySelector<HTMLElement>(".shell-palette-name") ?? expect.fail("the thing was found");
  expect(name.scrollWidth).toBeLessThanOrEqual(name.clientWidth);
  closeDialog();
});
