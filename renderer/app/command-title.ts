import type { Command } from "../state/command.ts";
import type { ViewChange, Way } from "../state/view-steps.ts";
import { type NextTurn, nextTurn } from "../state/view-history.ts";
import { formatNumber } from "../ui/format.ts";
import { hasWords, type Translate, uiLanguage } from "../ui/translate.ts";

/** The name of a command; undo and redo say what they would turn: "Undo: import, 4,146 statements". */
export function commandTitle(command: Pick<Command, "id" | "titleKey">, t: Translate): string {
  const way: Way | null = command.id === "app.undo" ? "undo" : command.id === "app.redo" ? "redo" : null;
  const next = way === null ? null : nextTurn(way);
  return next === null ? t(command.titleKey) : t(`shell:${way}What`, { what: turnText(next, t) });
}

function turnText(next: NextTurn, t: Translate): string {
  if (next.kind === "view") return viewText(next.change, t);
  const { intent, claims, entities, type } = next.step;
  const counted = (count: number) => ({ count, number: formatNumber(uiLanguage(), count) });
  if (intent === "import" || intent === "remove" || intent === "receive") return t(`undo:act.${intent}`, counted(claims));
  const things = `ontology:counted.${type}`;
  if (intent === "merge" && hasWords(`${things}_other`)) return t("undo:act.merge", { things: t(things, { count: entities }) });
  return t(`shell:intent.${intent}`);
}

function viewText(change: ViewChange, t: Translate): string {
  if (change.kind === "filter") return t("undo:view.filter");
  if (change.kind === "chart") return t(`undo:view.${change.act}`, { count: change.count, number: formatNumber(uiLanguage(), change.count) });
  const isHiding = change.hid.length > 0;
  return t(isHiding ? "undo:view.hideTypes" : "undo:view.showTypes", { count: change.hid.length + change.shown.length });
}
