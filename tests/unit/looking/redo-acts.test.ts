import { expect, test } from "vitest";
import { redoActs } from "../../../renderer/features/looking/point-text.ts";
import { parseActId, parseAuthorId } from "../../../shared/kernel/brand.ts";
import type { Intent } from "../../../shared/ledger/model.ts";

const act = (digit: string) => parseActId(digit.repeat(32)) ?? expect.fail();
const [me, other] = [parseAuthorId("a".repeat(64)) ?? expect.fail(), parseAuthorId("b".repeat(64)) ?? expect.fail()];
const point = (digit: string, intent: Intent, undoes = "", author = me) => ({
  act: act(digit),
  author,
  intent,
  undoes: undoes === "" ? ("" as const) : act(undoes),
});

test("an undo of an undo brings back, the undo of that undoes again; each officer's acts are their own", () => {
  const points = [
    point("1", "import"),
    point("2", "undo", "1"),
    point("3", "undo", "2"),
    point("4", "undo", "3"),
    point("5", "undo", "4"),
    point("6", "undo", "2", other),
  ];
  expect([...redoActs(points)]).toEqual([`${me}/${act("3")}`, `${me}/${act("5")}`]);
});
