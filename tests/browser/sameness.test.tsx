import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { commandsNamed } from "../../renderer/state/command-list.ts";
import { closeDialog, openDialog, selectEntities, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { addEntity, openStage } from "./sameness-stage.tsx";

let door: CaseDoor;
let [almas, second, organisation]: EntityId[] = [];

beforeAll(async () => {
  await page.viewport(1360, 900);
  door = await openStage("sameness");
});
beforeEach(() => closeDialog());

const entityOf = (id: EntityId | undefined): Entity | undefined => (id === undefined ? undefined : useCaseMirror.getState().entities.get(id));
const run = (id: string): void => commandsNamed([id]).forEach((command) => void command.run());
const isOffered = (id: string): boolean => commandsNamed([id]).some((command) => command.isEnabled());
const of = (type: string): readonly Entity[] => [...useCaseMirror.getState().entities.values()].filter((entity) => entity.type === type);

test("merge is offered for several of one kind only", async () => {
  almas = await addEntity(door, "person", {
    fullName: "Ахметов Алмас Серікұлы",
    iin: "900101300017",
    phone: "+7 701 123 45 67",
    email: "almas@example.kz",
  });
  second = await addEntity(door, "person", { fullName: "Akhmetov Almas", alias: "Madi", phone: "87011234567" });
  organisation = await addEntity(door, "organisation", { name: "Umit Invest" });
  selectEntities([almas]);
  expect(isOffered("sameness.merge")).toBe(false);
  selectEntities([almas, organisation]);
  expect(isOffered("sameness.merge")).toBe(false);
  selectEntities([second, almas]);
  expect(isOffered("sameness.merge")).toBe(true);
  await expect.element(page.getByRole("button", { name: "Merge into one" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Not the same" })).toBeVisible();
});

test("shows side by side what each says and what will contradict, and merges into the one that was chosen", async () => {
  if (almas === undefined || second === undefined) throw new Error("not set up");
  selectEntities([second, almas]);
  run("sameness.merge");
  const table = page.getByRole("table", { name: "Side by side" });
  await expect.element(table).toBeVisible();
  // Not on the frame: arrows choose at once.
  await expect.element(page.getByRole("radio", { name: /Ахметов/ })).toHaveFocus();
  const rows = table
    .getByRole("row")
    .elements()
    .map((row) => row.textContent ?? "");
  expect(rows.find((row) => row.startsWith("Full name"))).toContain("2 rival values");
  expect(rows.find((row) => row.startsWith("Also known as") || row.startsWith("Alias"))).toContain("All stay");
  // The one that says more is proposed; the person may choose the other.
  await expect.element(page.getByRole("radio", { name: /Ахметов/ })).toBeChecked();
  const told = page.getByRole("dialog").element().textContent;
  await userEvent.click(page.getByRole("radio", { name: /Akhmetov/ }));
  await userEvent.fill(page.getByRole("textbox", { name: "Why" }), "one telephone, one account");
  await userEvent.click(page.getByRole("button", { name: "Merge", exact: true }));
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  expect(useDesk.getState().selection.entities).toEqual([second]);
  expect(entityOf(second)?.members).toEqual([almas]);
  expect(entityOf(second)?.conflicts.map(({ property }) => property)).toEqual(["fullName"]);
  expect(told).toContain(`After the merge it is called: ${entityOf(second)?.title}`);
  expect(entityOf(almas)).toBeUndefined();
  expect(useJobs.getState().notices.at(-1)).toMatchObject({ key: "sameness:notice.merged", params: { count: 2 } });
});

test("the inspector says what it was merged from, by whom and why, and separates it exactly", async () => {
  if (almas === undefined || second === undefined) throw new Error("not set up");
  selectEntities([second]);
  await userEvent.click(page.getByText("Merged from 2 entities"));
  await expect.element(page.getByText("one telephone, one account")).toBeVisible();
  await expect.element(page.getByText("Aigul Suleimenova").first()).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Separate" }));
  await expect.poll(() => entityOf(almas)?.title).toBe("Ахметов Алмас Серікұлы");
  expect(entityOf(second)).toMatchObject({ title: "Akhmetov Almas", members: [] });
  expect(of("sameAs")).toEqual([]);
  await door.undo(null);
  await expect.poll(() => entityOf(second)?.members).toEqual([almas]);
  await door.redo(null);
});

/** A pair has been in sight for so long that a key may answer it. */
const seen = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

test("goes through suggestions by single keys: possible match, undo, not the same", async () => {
  if (almas === undefined || second === undefined) throw new Error("not set up");
  run("sameness.suggest");
  const list = page.getByRole("listbox", { name: "Suggested pairs" });
  await expect.element(list).toHaveFocus();
  await expect.element(list.getByText("Same: Phone", { exact: false })).toBeVisible();
  await userEvent.keyboard("p");
  await expect.poll(() => of("possibleMatch").length).toBe(1);
  await expect.element(page.getByText("Nothing more to compare")).toBeVisible();
  await door.undo(null);
  await expect.element(list).toBeVisible();
  list.element().focus();
  await seen();
  await userEvent.keyboard("n");
  await expect.poll(() => of("distinctFrom").length).toBe(1);
  await expect.element(page.getByText("Nothing more to compare")).toBeVisible();
});

test("what was said not to be the same cannot be merged while that stands", async () => {
  if (almas === undefined || second === undefined) throw new Error("not set up");
  openDialog({ kind: "merge", entities: [almas, second] });
  await expect.element(page.getByText("Two of these were said not to be the same.", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Merge", exact: true })).toBeDisabled();
  expect(await door.merge({ keep: almas, others: [second], why: "", grade: "B2", handling: "amber" })).toMatchObject({
    error: { kind: "said-distinct" },
  });
  expect(useDesk.getState().dialog?.kind).toBe("merge");
  await door.undo(null);
});

test("skips, moves by J and K, and merges with M; a key says nothing twice", async () => {
  const [one, other, third] = [
    await addEntity(door, "scheme", { name: "Umit" }),
    await addEntity(door, "scheme", { name: "Үміт" }),
    await addEntity(door, "scheme", { name: "Омега" }),
  ];
  run("sameness.suggest");
  const list = page.getByRole("listbox", { name: "Suggested pairs" });
  await expect.poll(() => list.getByRole("option").elements().length).toBe(2);
  await userEvent.keyboard("j");
  await expect.element(list.getByRole("option").nth(1)).toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("k");
  await userEvent.keyboard("s");
  await expect.poll(() => list.getByRole("option").elements().length).toBe(1);
  const before = useCaseMirror.getState().history.commits;
  // A key pressed at once after an answer, or held, answers no pair that nobody has seen.
  await userEvent.keyboard("n");
  expect(list.getByRole("option").elements()).toHaveLength(1);
  await seen();
  list.element().dispatchEvent(new KeyboardEvent("keydown", { code: "KeyN", key: "n", repeat: true, bubbles: true }));
  await userEvent.keyboard("mm");
  await expect.poll(() => [one, other].filter((id) => entityOf(id)?.members.length === 1).length).toBe(1);
  expect(entityOf(third)?.members).toEqual([]);
  expect(useCaseMirror.getState().history.commits).toBe(before + 1);
});

test("says of two that they may be the same, and why", async () => {
  if (almas === undefined || second === undefined) throw new Error("not set up");
  selectEntities([almas, second]);
  run("sameness.possible");
  const why = page.getByRole("textbox", { name: "Why" });
  await expect.element(why).toHaveFocus();
  await userEvent.keyboard("seen together{Enter}");
  await expect.poll(() => of("possibleMatch").length).toBe(1);
  const notes = Object.values(of("possibleMatch")[0]?.facts ?? {})
    .flat()
    .map(({ note }) => note);
  expect(notes).toContain("seen together");
});

test("a chain of merges says beforehand who will come apart, and separates only when that is confirmed", async () => {
  const [keep, middle, end] = [
    await addEntity(door, "organisation", { name: "Alatau Trade" }),
    await addEntity(door, "organisation", { name: "Alatau" }),
    await addEntity(door, "organisation", { name: "Алатау" }),
  ];
  const merged = { why: "", grade: "B2", handling: "amber" } as const;
  await door.merge({ keep: middle, others: [end], ...merged });
  await door.merge({ keep, others: [middle], ...merged });
  await expect.poll(() => entityOf(keep)?.members.length).toBe(2);
  selectEntities([keep]);
  await userEvent.click(page.getByText("Merged from 3 entities"));
  const part = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await userEvent.click(
    part("Alatau")
      .filter({ hasText: middle.slice(0, 6) })
      .getByRole("button", { name: "Separate" }),
  );
  const told = page.getByRole("group", { name: "Separate" });
  await expect.poll(() => told.getByRole("status").element().textContent).toContain("3 entities will stand for themselves");
  expect(told.getByRole("listitem").elements()).toHaveLength(3);
  expect(entityOf(keep)?.members).toHaveLength(2);
  await userEvent.click(told.getByRole("button", { name: "Cancel" }));
  expect(entityOf(keep)?.members).toHaveLength(2);
  // The end of the chain comes out alone: nothing need be asked.
  await userEvent.click(part("Алатау").getByRole("button", { name: "Separate" }));
  await expect.poll(() => entityOf(end)?.title).toBe("Алатау");
  expect(entityOf(keep)?.members).toEqual([middle]);
  await door.undo(null);
  await expect.poll(() => entityOf(keep)?.members.length).toBe(2);
  await userEvent.click(
    part("Alatau")
      .filter({ hasText: middle.slice(0, 6) })
      .getByRole("button", { name: "Separate" }),
  );
  await userEvent.click(told.getByRole("button", { name: "Separate all of these" }));
  await expect.poll(() => [keep, middle, end].map((id) => entityOf(id)?.members.length)).toEqual([0, 0, 0]);
});
