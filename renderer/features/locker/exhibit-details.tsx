import type { ReactNode } from "react";
import { mentionsType } from "../../../shared/ontology/custody.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, openAbove, openDialog, selectEntities } from "../../state/desk.ts";
import { twinProperties } from "../../state/exhibit-of.ts";
import { useOfficers } from "../../state/officers.ts";
import { Button } from "../../ui/button.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, GradeTag, HandlingTag } from "../../ui/tag.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { listWords, useValueWords } from "../../ui/value-words.ts";
import { CustodyTimeline } from "./custody-timeline.tsx";
import { type LockerRow, textOf } from "./locker-rows.ts";
import { PlaceList } from "./place-list.tsx";
import { StateTags } from "./state-tags.tsx";

/** What is known of the exhibit that is chosen: facts, custody, and what is seen in it. */
export function ExhibitDetails({ chosen, ...shown }: { readonly chosen: readonly LockerRow[] } & ShownTab): ReactNode {
  const t = useTranslate();
  const [row, ...more] = chosen;
  if (row === undefined) return <p className="locker-muted locker-hint">{t("locker:choose")}</p>;
  if (more.length > 0) return <p className="locker-muted locker-hint">{t("locker:several", { count: chosen.length })}</p>;
  return <Details key={row.id} row={row} {...shown} />;
}

interface ShownTab {
  readonly tab: string;
  readonly onTab: (tab: string) => void;
}

function Details({ row, tab, onTab }: { readonly row: LockerRow } & ShownTab): ReactNode {
  const t = useTranslate();
  const places = useCaseMirror((mirror) => mirror.index.endingAt(row.id)).filter(({ type, ends }) => type === mentionsType && ends?.from === row.id);
  return (
    <>
      <div className="locker-head">
        <StateTags row={row} />
        <h3>
          {row.number !== "" && <span className="locker-number">{`№ ${row.number} · `}</span>}
          <EntityName entity={row.entity} />
        </h3>
        <Button
          isSmall
          icon="eye-open"
          isDisabled={row.file === null}
          onClick={() => row.file !== null && openAbove({ kind: "exhibit", sha256: row.file, row: 0, column: "" })}
        >
          {t("locker:view")}
        </Button>
        <Button isSmall icon="print" onClick={() => openAbove({ kind: "custody-sheet", exhibits: [row.id] })}>
          {t("custody-sheet:title")}
        </Button>
        <Button
          isSmall
          icon="list-detail-view"
          onClick={() => {
            closeDialog();
            selectEntities([row.id]);
          }}
        >
          {t("locker:inspect")}
        </Button>
        {row.damage !== null && (
          <Button isSmall icon="paperclip" onClick={() => openDialog({ kind: "add-exhibit" })}>
            {t("locker:again")}
          </Button>
        )}
      </div>
      <Tabs
        label={t("locker:details")}
        active={tab}
        onChange={onTab}
        tabs={[
          { id: "custody", title: t("locker:tab.custody"), count: row.custody.steps.length, panel: <CustodyTimeline row={row} /> },
          { id: "facts", title: t("locker:tab.facts"), panel: <Facts row={row} /> },
          { id: "places", title: t("locker:tab.places"), count: places.length, panel: <PlaceList places={places} /> },
        ]}
      />
    </>
  );
}

function Facts({ row }: { readonly row: LockerRow }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officers = useOfficers();
  const words = useValueWords();
  const said = row.entity.facts["fileHash"]?.[0];
  const texts = (["fileName", "originalPath", "exhibitNumber", "obtainedFrom", "seizureAct", "collectedBy", "publisher", "note"] as const).map(
    (property) => [property, textOf(row.entity, property)] as const,
  );
  const twins = twinProperties.map((property) => [property, listWords(words, row.entity, property)] as const);
  const dates = (["acquiredAt", "publishedAt"] as const).map((property) => [property, textOf(row.entity, property)] as const);
  return (
    <dl className="locker-facts">
      {[...texts, ...twins].map(
        ([property, text]) =>
          text !== "" && (
            <Line key={property} title={t(`ontology:property.${property}`)}>
              <SafeText text={text} />
            </Line>
          ),
      )}
      {dates.map(
        ([property, iso]) =>
          iso !== "" && (
            <Line key={property} title={t(`ontology:property.${property}`)}>
              {format.date(iso)}
            </Line>
          ),
      )}
      <Line title={t("locker:column.mediaType")}>{row.mediaType === "" ? "–" : <SafeText text={row.mediaType} />}</Line>
      <Line title={t("locker:column.size")}>{format.bytes(row.sizeBytes)}</Line>
      <Line title="SHA-256">
        <span className="mono locker-hash">{row.file ?? "–"}</span>
        {row.file !== null && <CopyButton text={row.file} />}
      </Line>
      <Line title={t("locker:column.grade")}>
        <GradeTag grade={row.grade} /> <HandlingTag handling={row.entity.handling} />
      </Line>
      {said !== undefined && (
        <Line title={t("locker:keptBy")}>
          {format.dateTime(said.saidAt)} <SafeText text={officers.get(said.author)?.officer ?? said.author.slice(0, 8)} />{" "}
          <AgencyTag agency={said.agency} />
        </Line>
      )}
      <Line title={t("locker:column.checked")}>
        {typeof row.checked === "string"
          ? t(`locker:lastCheckLong.${row.checked}`)
          : `${format.dateTime(row.checked.at)}: ${t(`exhibits:state.${row.checked.state}`)}`}
      </Line>
    </dl>
  );
}

function Line({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}
