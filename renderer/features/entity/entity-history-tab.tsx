import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { EverSaid } from "../../../shared/case/ledger-door.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { askOrTell } from "../../state/ask.ts";
import { openDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { EverSaidRow, TakenRow } from "./ever-said-row.tsx";
import { actsOf, type ToldAct } from "./told-of.ts";
import { useOfficerName } from "./officers-context.ts";
import "./entity-history.css";

const [actsAtFirst, rowsAtFirst] = [20, 12];

/** All that was ever said of an entity, act by act, newest first: in force, taken back or contested. */
export function EntityHistoryTab({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const said = useEverSaid(entity);
  const acts = useMemo(() => actsOf(said ?? []), [said]);
  const [shown, setShown] = useState(actsAtFirst);
  return (
    <div className="entity-groups">
      <div className="entity-history-head">
        <p className="entity-muted">{t(said === null ? "audit:ever.reading" : "audit:ever.hint")}</p>
        <Button isSmall icon="history" onClick={() => openDialog({ kind: "history", entity: entity.id })}>
          {t("audit:ever.openLog")}
        </Button>
      </div>
      <ol className="entity-list">
        {acts.slice(0, shown).map((act) => (
          <Act key={act.key} entity={entity} act={act} />
        ))}
      </ol>
      {acts.length > shown && (
        <Button isSmall isMinimal onClick={() => setShown(shown + 100)}>
          {t("audit:ever.more", { count: acts.length - shown })}
        </Button>
      )}
    </div>
  );
}

function Act({ entity, act }: { readonly entity: Entity; readonly act: ToldAct }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officerName = useOfficerName();
  const [shown, setShown] = useState(rowsAtFirst);
  const { agency, author, saidAt, intent, isRedo, said, taken } = act;
  const rest = said.length + taken.length - shown;
  return (
    <li className="entity-act">
      <div className="entity-act-head">
        <strong>{t(isRedo ? "history:redo" : `history:intent.${intent}`)}</strong>
        <AgencyTag agency={agency} />
      </div>
      <div className="entity-muted">
        <time dateTime={new Date(saidAt).toISOString()} title={format.dateTime(saidAt, "utc")}>
          {format.dateTime(saidAt)}
        </time>
        {" · "}
        <SafeText text={officerName(author)} />
      </div>
      <ul className="entity-list">
        {said.slice(0, shown).map((each) => (
          <EverSaidRow key={each.fact.claim} entity={entity} said={each} />
        ))}
        {taken.slice(0, Math.max(0, shown - said.length)).map((each) => (
          <TakenRow key={each.taking.claim} entity={entity} {...each} />
        ))}
      </ul>
      {rest > 0 && (
        <Button isSmall isMinimal onClick={() => setShown(shown + 200)}>
          {t("audit:ever.moreValues", { count: rest })}
        </Button>
      )}
    </li>
  );
}

/** Asked when another entity is shown or the case changes: a word about what is not the same leaves this row as it was. Null until it is known. */
function useEverSaid(entity: Entity): readonly EverSaid[] | null {
  const version = useCaseMirror((mirror) => mirror.version);
  const [said, setSaid] = useState<readonly EverSaid[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the case may hold new words about it
  useEffect(() => {
    let isShown = true;
    void askOrTell("everSaid", { entity: entity.id }).then((answer) => {
      if (isShown && answer !== null) setSaid(answer);
    });
    return () => {
      isShown = false;
    };
  }, [entity.id, version]);
  return said;
}
