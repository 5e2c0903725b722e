import type { ReactNode } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { openDialog } from "../../state/desk.ts";
import { useStolenSight } from "../../state/stolen.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";

interface StolenNoteProps {
  readonly partner: Partner;
  /** It has just been heard of: showing what is marked is what comes next. */
  readonly isNews?: boolean;
}

/** On the page of a partner whose key was stolen: what of the open case rests on it, and what was in before and stays unmarked. */
export function StolenNote({ partner: { author, revoked, isDoubted }, isNews = false }: StolenNoteProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const sight = useStolenSight();
  const hasCase = useCaseMirror(({ opened }) => opened !== null);
  const isStolen = isDoubted || (revoked !== null && revoked.reason !== "left");
  if (!isStolen) return null;
  if (!hasCase) return <p className="partners-stolen">{t("stolen:note.noCase")}</p>;
  const held = sight?.keys.find(({ key }) => key === author);
  const { open = 0, asked = 0, kept = 0, contested = 0 } = held?.counts ?? {};
  const marked = open + asked + kept + contested;
  return (
    <div className="partners-stolen">
      <p>{t(marked === 0 ? "stolen:note.none" : "stolen:note.marked", { count: marked, number: format.number(marked) })}</p>
      {held !== undefined && held.before > 0 && <p>{t("stolen:note.before", { count: held.before, number: format.number(held.before) })}</p>}
      {marked > 0 && (
        <Button isSmall icon="key" autoFocus={isNews} onClick={() => openDialog({ kind: "stolen", key: author })}>
          {t("stolen:note.show")}
        </Button>
      )}
    </div>
  );
}
