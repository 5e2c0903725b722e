import type { Format } from "./format.ts";
import type { Translate } from "./translate.ts";

/** A look at the past: what was known after a step (from 0), what held on a day; null = now, of any time. */
interface Look {
  readonly known: number | null;
  readonly valid: string | null;
}

/** Says of what time something is shown: above the desk, and on what is printed. `points` are the steps of the history, none while they are read. */
export function lookText({ known, valid }: Look, points: readonly { readonly saidAt: number }[], t: Translate, format: Format): string {
  const day = valid === null ? "" : format.date(valid);
  const point = known === null ? undefined : points[known];
  if (known === null) return t("looking:back.valid", { day });
  // The steps are being read: for a moment only the number is known.
  if (point === undefined) return t("looking:back.step", { step: format.number(known + 1) });
  const said = { step: format.number(known + 1), total: format.number(points.length), when: format.dateTime(point.saidAt) };
  return valid === null ? t("looking:back.known", said) : t("looking:back.both", { ...said, day });
}
