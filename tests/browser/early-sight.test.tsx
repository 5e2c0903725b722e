import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { isEditable, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { commands } from "../../renderer/app/registry.ts";
import { selectEntities } from "../../renderer/state/desk.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { openShellStage } from "./shell-stage.tsx";

const ends: EntityId[] = [];

beforeAll(async () => {
  const { door } = await openShellStage("early-sight");
  for (const fullName of ["Дана Сапарова", "Ерлан Ахметов"]) {
    const values = [{ property: "fullName", value: { kind: "text", text: fullName } }] as const;
    const said = await door.addEntity({ type: "person", values, grade: "B2", handling: "amber", source: null });
    ends.push(expectValue(said).entities[0] ?? expect.fail());
  }
  const [from, to] = [ends[0] ?? expect.fail(), ends[1] ?? expect.fail()];
  expectValue(await door.addLink({ type: "related", from, to, values: [], grade: "B2", handling: "amber", source: null }));
});

const banner = page.getByRole("complementary", { name: "The case is being opened." });
const navigator = page.getByRole("tree", { name: "Content of the case" });
const coming = page.getByText("Lists and counts are shown once the whole case is open.");

test("while only a part of a case is here nothing lists it as if it were all, counts it, adds to it or writes it out; the chart shows it", async () => {
  await expect.element(page.getByText(/^2 of 2 on the chart/)).toBeVisible();
  expect(document.querySelector(".shell-status-counts")).not.toBeNull();
  useCaseMirror.setState({ early: "most-linked" });
  await expect.element(banner).toBeVisible();
  await expect.element(banner.getByText(/what most links run to, without values/)).toBeVisible();
  await expect.element(page.getByText(/^2 most linked on the chart, the rest follows$/)).toBeVisible();
  // Navigator and table.
  await expect.element(coming.nth(1)).toBeVisible();
  await expect.element(navigator).not.toBeInTheDocument();
  expect(document.querySelector(".shell-status-counts")).toBeNull();
  expect([...document.querySelectorAll("[data-scope=table] .ui-tab")].map(({ textContent }) => textContent)).toEqual([
    "Entities and exhibits",
    "Links",
    "Flows",
  ]);
  expect(isEditable()).toBe(false);
  const movesOnly = new Set(["table.filter", "table.entities", "table.links", "table.flows"]);
  const offered = commands.filter(({ id, isEnabled }) => /^(table|entity|exchange|share)\./.test(id) && !movesOnly.has(id) && isEnabled());
  expect(offered.map(({ id }) => id)).toEqual([]);
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.keyboard("zzzz");
  await expect.element(page.getByText("The case is being opened: not everything can be found yet.")).toBeVisible();
  await expect.element(page.getByText("Nothing found")).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  selectEntities(ends.slice(0, 1));
  await expect.element(page.getByText(/^Values, sources and history are shown once/)).toBeVisible();
});

test("once all of it is here everything is as ever", async () => {
  useCaseMirror.setState({ early: null });
  await expect.element(banner).not.toBeInTheDocument();
  await expect.element(coming.first()).not.toBeInTheDocument();
  await expect.element(page.getByText(/^2 of 2 on the chart/)).toBeVisible();
  expect(document.querySelector(".shell-status-counts")).not.toBeNull();
});
