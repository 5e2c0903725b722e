import type { HistoryPoint } from "../../../shared/case/ledger-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import type { Format } from "../../ui/format.ts";
import type { Translate } from "../../ui/translate.ts";
import { agencyText } from "../../ui/agency-text.ts";

/** The acts that brought back what was undone: each undoes an undo, which is not itself such a one. Points come oldest first. */
export function redoActs(points: readonly Pick<HistoryPoint, "act" | "author" | "intent" | "undoes">[]): ReadonlySet<string> {
  const [undos, redos] = [new Set<string>(), new Set<string>()];
  for (const { act, author, intent, undoes } of points) {
    if (intent !== "undo") continue;
    if (undos.has(`${author}/${undoes}`)) redos.add(`${author}/${act}`);
    else undos.add(`${author}/${act}`);
  }
  return redos;
}

/** "12 · 03.11.2026 14:02 UTC+5 · Aigul Suleimenova · File imported". */
export function pointText(
  point: HistoryPoint,
  officers: ReadonlyMap<AuthorId, Identity>,
  redos: ReadonlySet<string>,
  t: Translate,
  format: Format,
): string {
  const what = t(redos.has(`${point.author}/${point.act}`) ? "history:redo" : `history:intent.${point.intent}`);
  const who = officers.get(point.author)?.officer ?? agencyText(point.agency);
  return [format.number(point.index + 1), format.dateTime(point.saidAt), who, what].join(" · ");
}
