import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, selectFlow, useDesk } from "../../renderer/state/desk.ts";
import { bytesToUtf8 } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Flow } from "../../shared/projections/model.ts";
import { entityNamed, importSample, inspect, openStage, sampleName, sampleText, type Stage } from "./entity-stage.tsx";

let stage: Stage;
const lines = sampleText.trim().split(/\r?\n/);

beforeAll(async () => {
  stage = await openStage("sources");
  await importSample(stage.door);
});
beforeEach(() => closeDialog());

/** The flow with the most transfers. */
function busiest(): Flow {
  const [flow] = [...useCaseMirror.getState().flows.values()].sort((a, b) => b.count - a.count);
  invariant(flow !== undefined, "the sample has flows");
  return flow;
}

test("a value's source chip opens the file at the very row and column, as the file has them", async () => {
  inspect(entityNamed("TAzwt").id);
  await userEvent.click(page.getByTitle(/^Open the file at this place: TRON/).first());
  await expect.element(page.getByRole("dialog").getByRole("heading", { name: sampleName })).toBeVisible();
  const cited = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "1", exact: true }) });
  await expect.element(cited).toHaveAttribute("aria-current", "true");
  const cells = [...cited.element().querySelectorAll("td")].map((cell) => cell.textContent);
  expect(cells).toEqual(cellsOf(lines[1]));
  const headers = page
    .getByRole("columnheader")
    .elements()
    .map((header) => header.textContent);
  const dialog = useDesk.getState().dialog;
  invariant(dialog?.kind === "exhibit", "the exhibit is open");
  expect(headers[1 + cells.indexOf(cited.element().querySelector(".preview-cited-cell")?.textContent ?? "")]).toBe(dialog.column);
});

test("the exhibit is verified, saved byte for byte, and paged by keys", async () => {
  const flow = busiest();
  selectFlow(flow.id);
  const row = flow.sources[0]?.rows[3] ?? 0;
  await userEvent.click(page.getByRole("button", { name: `row ${row}`, exact: true }));
  await expect
    .element(page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: `${row}`, exact: true }) }))
    .toHaveAttribute("aria-current", "true");
  await userEvent.click(page.getByRole("button", { name: "Verify hash" }));
  await expect.element(page.getByText(/The file is unchanged/)).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Save a copy" }));
  await expect.poll(() => stage.saved.has(sampleName)).toBe(true);
  expect(bytesToUtf8(stage.saved.get(sampleName) ?? new Uint8Array())).toBe(sampleText);
  page.getByRole("region", { name: "Rows of the file" }).element().focus();
  await userEvent.keyboard("{End}");
  await expect.element(page.getByRole("rowheader", { name: `${lines.length - 1}`, exact: true })).toBeVisible();
  await userEvent.keyboard("{Home}");
  await expect.element(page.getByText(`Rows 1–50 of ${lines.length - 1}`)).toBeVisible();
});

test("a flow shows its exact sum; relying on it makes a statement that points at the file, once", async () => {
  const flow = busiest();
  selectFlow(flow.id);
  await expect.element(page.getByText("known contract", { exact: true })).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Rely on this flow" }));
  await expect.poll(() => useDesk.getState().selection.entities.length).toBe(1);
  const [id] = useDesk.getState().selection.entities;
  const link = id === undefined ? undefined : useCaseMirror.getState().entities.get(id);
  expect(link).toMatchObject({ type: "flow", ends: { from: flow.from, to: flow.to } });
  expect(link?.facts["total"]?.[0]).toMatchObject({ value: { kind: "amount", text: flow.total }, source: { file: flow.sources[0]?.file } });
  selectFlow(flow.id);
  await expect.element(page.getByRole("button", { name: /Already relied on/ })).toBeVisible();
  expect(page.getByRole("button", { name: "Rely on this flow" }).elements()).toHaveLength(0);
});

test("what an import recorded of its own file is not editable; the exhibit's title is", async () => {
  inspect(entityNamed(sampleName.slice(0, 10)).id);
  await expect.element(page.getByRole("button", { name: /Add.*Title/ })).toBeVisible();
  expect(page.getByRole("button", { name: /Edit the value/ }).elements()).toHaveLength(0);
});

/** Cells of a line of the sample, which quotes some and escapes none. */
function cellsOf(line = ""): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|([^,]+)|(?<=,|^)(?=,|$)/g)].map((cell) => cell[1] ?? cell[2] ?? "");
}
