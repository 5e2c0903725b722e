import { expect, test } from "vitest";
import { isReplacementSaid, replaceable, replacementAmong } from "../../../renderer/features/exchange/replaced-bundle.ts";
import { changed, emptyDraft } from "../../../renderer/features/exchange/share-draft.ts";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import type { ShareReceipt } from "../../../shared/case/share-door.ts";
import { type AuthorId, type CaseId, parseAuthorId, parseCaseId } from "../../../shared/kernel/brand.ts";

const caseId = parseCaseId("c".repeat(32)) as CaseId;
const [ann, ben, kim] = ["a", "b", "d"].map((digit) => parseAuthorId(digit.repeat(64)) as AuthorId) as [AuthorId, AuthorId, AuthorId];
const sent = (name: string, to: readonly AuthorId[], part: Partial<RegisterEntry> = {}): RegisterEntry =>
  ({
    direction: "sent",
    statementHash: name,
    caseId,
    state: "handed-over",
    partners: to.map((author) => ({ author, keys: [author], agency: "mci", officer: "" })),
    ...part,
  }) as RegisterEntry;
const entries = [
  sent("of Ann", [ann]),
  sent("of both", [ann, ben]),
  sent("recalled", [ann], { state: "recalled" }),
  sent("replaced", [ann], { state: "superseded" }),
  sent("destroyed", [ann], { state: "destroyed" }),
  sent("never left", [ann], { state: "never-left" }),
  sent("under a passphrase", []),
  sent("of another case", [ann], { caseId: parseCaseId("e".repeat(32)) as CaseId }),
  sent("received", [ann], { direction: "received" }),
];
const names = (to: readonly AuthorId[], isTogether = false, isUnderPassphrase = false): readonly string[] =>
  replaceable({ today: "", entries }, caseId, { to, isTogether, isUnderPassphrase }).map(({ statementHash }) => statementHash);

test("only what everybody who has the old bundle gets in one new bundle replaces it", () => {
  expect(names([ann])).toEqual(["of Ann", "recalled"]);
  expect(names([ben])).toEqual([]);
  expect(names([ann, ben], true)).toEqual(["of Ann", "of both", "recalled"]);
  expect(names([ann, ben], false)).toEqual(["of Ann", "recalled"]);
  expect(names([ann, ben, kim], true)).toContain("of both");
  expect(names([], false, true)).toEqual([]);
});

test("what went to a former key of an officer is replaced by what goes to the one that followed it", () => {
  const old = sent("to a former key", [ann], { partners: [{ author: ann, keys: [ann, kim], agency: "mci", officer: "" }] });
  const found = (to: readonly AuthorId[]) =>
    replaceable({ today: "", entries: [old] }, caseId, { to, isTogether: false, isUnderPassphrase: false }).length;
  expect([found([kim]), found([ben])]).toEqual([1, 0]);
  expect(replacementAmong([{ to: [ben] }, { to: [kim] }] as unknown as readonly ShareReceipt[], old)?.to).toEqual([kim]);
});

test("of several bundles the one that went to all its holders replaces it", () => {
  const receipts = [{ to: [ben] }, { to: [ann] }] as unknown as readonly ShareReceipt[];
  expect(replacementAmong(receipts, sent("old", [ann]))).toBe(receipts[1]);
  expect(replacementAmong(receipts, sent("old", [ann, ben]))).toBeNull();
});

test("a replacement needs a reason that can be signed, and other recipients replace nothing", () => {
  const draft = { ...emptyDraft(0), replaces: "old", whyReplaced: " " };
  expect(isReplacementSaid(draft)).toBe(false);
  expect(isReplacementSaid({ ...draft, whyReplaced: "x".repeat(1001) })).toBe(false);
  expect(isReplacementSaid({ ...draft, whyReplaced: "x".repeat(1000) })).toBe(true);
  expect(isReplacementSaid({ ...draft, replaces: "" })).toBe(true);
  expect(changed(draft, { to: [ben] }).replaces).toBe("");
  expect(changed(draft, { purpose: "x" }).replaces).toBe("old");
});
