import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { commandsNamed } from "../../renderer/state/command-list.ts";
import { closeDialog, openDialog, selectEntities, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { addExhibit, openStage } from "./sameness-stage.tsx";

let door: CaseDoor;
let [release, news, repost]: EntityId[] = [];
const text = "The agency closed thirty six illegal exchangers and blocked accounts worth 1 234 567 tenge during the first nine months of this year";

beforeAll(async () => {
  await page.viewport(1360, 900);
  door = await openStage("lineage");
});
beforeEach(() => closeDialog());

const copies = () => [...useCaseMirror.getState().entities.values()].filter(({ type }) => type === "copyOf");
const run = (id: string): void => commandsNamed([id]).forEach((command) => void command.run());

test("keeps any file as an exhibit, with who published it and when", async () => {
  openDialog({ kind: "add-exhibit" });
  const keep = page.getByRole("button", { name: "Keep the files" });
  await expect.element(keep).toBeDisabled();
  await page
    .getByLabelText("Choose files")
    .last()
    .upload(new File([text], "release.txt", { type: "text/plain" }));
  await userEvent.fill(page.getByRole("textbox", { name: "Title" }), "Press release");
  await userEvent.fill(page.getByRole("textbox", { name: "Published by" }), "AFM");
  await userEvent.fill(page.getByRole("textbox", { name: /Published on/ }), "01.10.2024");
  await userEvent.click(keep);
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  [release] = useDesk.getState().selection.entities;
  const kept = release === undefined ? undefined : useCaseMirror.getState().entities.get(release);
  expect(kept).toMatchObject({ type: "exhibit", title: "Press release" });
  expect(kept?.facts["publishedAt"]?.[0]?.value).toMatchObject({ from: "2024-10-01" });
  openDialog({ kind: "add-exhibit" });
  await page
    .getByLabelText("Choose files")
    .last()
    .upload(new File([text], "again.txt", { type: "text/plain" }));
  await userEvent.click(keep);
  await expect.element(page.getByText("Already in the case")).toBeVisible();
});

test("suggests by the share of text in common, and marks only what the person says", async () => {
  news = await addExhibit(door, "news.html", `<p>${text}</p><p>Editor</p>`, "Informburo", "2024-10-02");
  await addExhibit(door, "weather.txt", "Snow is expected in the mountains on Sunday and the pass will be closed", "Weather", "2024-10-02");
  run("lineage.show");
  await expect.element(page.getByRole("dialog").getByRole("treegrid")).toHaveFocus();
  const beside = page.getByRole("region", { name: "Texts that have much in common" });
  await expect.element(beside.getByText(/% of the text in common/)).toBeVisible();
  expect(copies()).toEqual([]);
  const original = [...document.querySelectorAll(".lineage-original")].find((each) => each.textContent?.includes("Press release"));
  original?.querySelector("button")?.click();
  await expect.poll(() => copies().map(({ ends }) => ends)).toEqual([{ from: news, to: release }]);
  await expect.element(beside.getByText(/No two texts have so much in common/)).toBeVisible();
  expect(useJobs.getState().jobs).toEqual([]);
});

test("shows the copy below its original; arrows close and open, Space inspects", async () => {
  run("lineage.show");
  const grid = page.getByRole("treegrid", { name: "Who repeats whom" });
  const rows = () =>
    grid
      .getByRole("row")
      .elements()
      .slice(1)
      .map((row) => `${row.getAttribute("aria-level")} ${row.textContent}`);
  await expect.poll(() => rows().length).toBe(3);
  expect(rows()[0]).toMatch(/^1 Press releaseAFM01\.10\.20241/);
  expect(rows()[1]).toMatch(/^2 news.html.*Informburo/);
  grid.element().focus();
  await userEvent.keyboard("{ArrowLeft}");
  await expect.poll(() => rows().length).toBe(2);
  await userEvent.keyboard("{ArrowRight}{ArrowDown} ");
  await expect.poll(() => useDesk.getState().selection.entities).toEqual([news]);
  expect(useDesk.getState().dialog).toBeNull();
});

test("marks a copy by hand, and shows a circle as one origin", async () => {
  if (release === undefined || news === undefined) throw new Error("not set up");
  repost = await addExhibit(door, "repost.txt", `Repost. ${text}`, "Telegram", "2024-10-03");
  selectEntities([repost]);
  run("lineage.markCopy");
  const submit = page.getByRole("button", { name: "Mark as a copy", exact: true });
  await expect.element(submit).toBeDisabled();
  await userEvent.selectOptions(page.getByRole("combobox", { name: /The original/ }), news);
  await userEvent.fill(page.getByRole("textbox", { name: "How is it known" }), "names it");
  await userEvent.click(submit);
  await expect.poll(() => copies().length).toBe(2);
  run("lineage.show");
  // It goes back to the same original already: nobody is asked.
  await expect.element(page.getByText(/No two texts have so much in common/)).toBeVisible();
  closeDialog();
  await door.sayCopy({ copy: release, original: repost, why: "" });
  run("lineage.show");
  await expect.element(page.getByText("Circle of 3")).toBeVisible();
  const grid = page.getByRole("treegrid", { name: "Who repeats whom" });
  expect(grid.getByRole("row").elements()).toHaveLength(6);
  await door.undo(null);
  await expect.poll(() => grid.getByRole("row").elements().length).toBe(5);
});
