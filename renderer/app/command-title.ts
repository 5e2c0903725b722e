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
  if (intent === "add") return addedText(next.step, t);
  return t(`shell:intent.${intent}`);
}

type LedgerStep = Extract<NextTurn, { readonly kind: "ledger" }>["step"];

/** What was added, by its kind; what was done with exhibits, by its official verb. */
function addedText({ entities, type, custody }: LedgerStep, t: Translate): string {
  if (custody.length > 0) return t("undo:act.custody", { verbs: custody.map((verb) => t(`ontology:choice.custodyAction.${verb}`)).join(", ") });
  const things = `ontology:counted.${type}`;
  if (hasWords(`${things}_other`)) return t("undo:act.add", { things: t(things, { count: entities }) });
  if (type !== "" && hasWords(`ontology:type.${type}`)) return t("undo:act.add", { things: t(`ontology:type.${type}`) });
  return t(entities > 1 ? "undo:act.addSeveral" : "shell:intent.add");
}

function viewText(change: ViewChange, t: Translate): string {
  if (change.kind === "filter") return t("undo:view.filter");
  if (change.kind === "chart") return t(`undo:view.${change.act}`, { count: change.count, number: formatNumber(uiLanguage(), change.count) });
  const isHiding = change.hid.length > 0;
  return t(isHiding ? "undo:view.hideTypes" : "undo:view.showTypes", { count: change.hid.length + change.shown.length });
}
