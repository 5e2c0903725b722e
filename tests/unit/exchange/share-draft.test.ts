import { expect, test } from "vitest";
import { placeLabels } from "../../../renderer/features/exchange/chart-labels.ts";
import { type ByHand, type ClaimRow, previewRows, toggled } from "../../../renderer/features/exchange/preview-rows.ts";
import { changed, emptyDraft, planOf, type ShareSources, withScope } from "../../../renderer/features/exchange/share-draft.ts";
import type { SharedEntity } from "../../../shared/case/door.ts";
import { type AuthorId, type ClaimId, type EntityId, parseAuthorId, parseClaimId, parseEntityId } from "../../../shared/kernel/brand.ts";

const entity = parseEntityId("a".repeat(32)) as EntityId;
const author = parseAuthorId("b".repeat(64)) as AuthorId;
const claimOf = (digit: string): ClaimId => parseClaimId(digit.repeat(64)) as ClaimId;
const sources: ShareSources = { selection: [], chart: { nodes: [{ entity, x: 1, y: 2 }], hiddenTypes: ["site"] } };

test("what may stay was said of one choice: another recipient or marking asks again, another rule does not", () => {
  const draft = { ...emptyDraft(0), mayStay: ["originator"] as const };
  for (const part of [{ to: [author] }, { marking: "red" as const }, { isTogether: true }, { nationalMark: "official-use" as const }])
    expect(changed(draft, part).mayStay).toEqual([]);
  expect(changed(draft, { redact: [{ by: "personal" }] }).mayStay).toEqual(["originator"]);
  expect(changed(draft, { purpose: "x" }).mayStay).toEqual(["originator"]);
});

test("types hidden on the chart are rules while the chart is the choice; rules of the person stay", () => {
  const draft = { ...emptyDraft(0), redact: [{ by: "personal" } as const] };
  const onChart = changed(draft, withScope("chart", draft, sources));
  expect(onChart.redact).toEqual([{ by: "personal" }, { by: "type", type: "site" }]);
  expect(changed(onChart, withScope("case", onChart, sources)).redact).toEqual([{ by: "personal" }]);
  expect(planOf({ ...onChart, marking: "green" }, sources)).toMatchObject({ entities: [entity], charts: [], mayStay: [] });
  expect(planOf({ ...onChart, marking: "green", hasChart: true }, sources)?.charts).toEqual([{ title: "", nodes: sources.chart?.nodes }]);
  expect(planOf(onChart, sources)).toBeNull();
});

test("files go only when they are to go", () => {
  const file = "c".repeat(64) as never;
  const draft = { ...emptyDraft(0), marking: "green" as const, files: [file] };
  expect(planOf(draft, sources)?.files).toEqual([]);
  expect(planOf({ ...draft, evidence: "files" }, sources)?.files).toEqual([file]);
});

test("Space withholds what leaves, gives back what a rule keeps, and undoes either", () => {
  const shared = (claim: ClaimId, reason: "by-rule" | "withheld-before" | "above-ceiling" | null): SharedEntity["claims"][number] => ({
    claim,
    property: "note",
    value: { kind: "text", text: "x" },
    note: "",
    leaves: reason === null,
    reason,
  });
  const claims = [shared(claimOf("1"), null), shared(claimOf("2"), "by-rule"), shared(claimOf("3"), "above-ceiling")];
  const row: SharedEntity = { entity, type: "person", title: "P", form: "node", counted: "entity", theirTitle: "P", claims };
  const rowsOf = (byHand: ByHand) => previewRows([row], { ...byHand, open: new Set([entity]), filter: "all", text: "", reason: null, only: null });
  const rowOf = (byHand: ByHand, claim: ClaimId): ClaimRow => rowsOf(byHand).find(({ key }) => key === claim) as ClaimRow;
  const nothing: ByHand = { withhold: new Set(), keep: new Set() };
  const withheld = toggled(rowOf(nothing, claimOf("1")), nothing);
  expect([...withheld.withhold]).toEqual([claimOf("1")]);
  expect(toggled(rowOf(withheld, claimOf("1")), withheld)).toEqual(nothing);
  const kept = toggled(rowOf(nothing, claimOf("2")), nothing);
  expect([...kept.keep]).toEqual([claimOf("2")]);
  expect(rowOf(kept, claimOf("2")).leaves).toBe(true);
  expect(toggled(rowOf(kept, claimOf("2")), kept)).toEqual(nothing);
  expect(toggled(rowOf(nothing, claimOf("3")), nothing)).toEqual(nothing);
  const [head] = rowsOf(nothing);
  if (head === undefined) throw new Error("an entity has a row");
  expect([...toggled(head, nothing).withhold]).toEqual([claimOf("1")]);
  const byReason = previewRows([row], { ...nothing, open: new Set(), filter: "all", text: "", reason: "above-ceiling", only: null });
  expect(byReason.map(({ key }) => key)).toEqual([entity, claimOf("3")]);
});

test("what was withheld before is let go row by row, for these recipients alone", () => {
  const [claim, other] = [claimOf("1"), claimOf("2")];
  const held = { property: "note", value: { kind: "text", text: "x" }, note: "", leaves: false, reason: "withheld-before" } as const;
  const row: SharedEntity = {
    ...{ entity, type: "person", title: "P", form: "node", counted: "entity", theirTitle: null },
    claims: [
      { ...held, claim },
      { ...held, claim: other },
    ],
  };
  const nothing: ByHand = { withhold: new Set(), keep: new Set() };
  const rowsOf = (byHand: ByHand) => previewRows([row], { ...byHand, open: new Set([entity]), filter: "all", text: "", reason: null, only: null });
  const [head, one] = rowsOf(nothing);
  if (head === undefined || one === undefined) throw new Error("an entity and its claims have rows");
  const letGo = toggled(one, nothing);
  expect([...letGo.keep]).toEqual([claim]);
  expect(rowsOf(letGo)[1]).toMatchObject({ leaves: true, reason: null });
  expect([...toggled(head, nothing).keep]).toEqual([claim, other]);
  const draft = { ...emptyDraft(0), keep: letGo.keep };
  for (const part of [{ to: [author] }, { isTogether: true }, { isUnderPassphrase: true }]) expect(changed(draft, part).keep.size).toBe(0);
  expect(changed(draft, { purpose: "x" }).keep).toBe(letGo.keep);
});

test("labels stand beside their dots as far as there is room, never one over another", () => {
  const spots = [0, 1, 2, 3].map((n) => ({ id: n, x: 100 + 12 * n, y: 50, text: `A name that is far too long ${n}` }));
  const labels = placeLabels(spots, 5, 440, 220);
  expect(labels.length).toBeGreaterThan(1);
  expect(labels.length).toBeLessThan(spots.length + 1);
  for (const { text } of labels) expect([...text].length).toBeLessThan(19);
  for (const [n, one] of labels.entries())
    for (const other of labels.slice(n + 1)) expect(Math.abs(one.y - other.y) >= 11 || Math.abs(one.x - other.x) >= 18 * 6).toBe(true);
  expect(placeLabels([{ id: 0, x: 5, y: 5, text: "No room at all" }], 5, 10, 10)).toEqual([]);
});
