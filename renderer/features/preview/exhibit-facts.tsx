import type { ReactNode } from "react";
import type { Opened } from "../../../shared/preview/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { custodyOf, lastCheckOf, useCheckedFiles, useCustody } from "../../state/custody.ts";
import type { ExhibitPlace } from "../../state/desk.ts";
import { exhibitNameOf, fileNameOf } from "../../state/exhibit-of.ts";
import { useOfficers } from "../../state/officers.ts";
import { DestroyedTag } from "../../ui/destroyed-tag.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { AgencyTag, HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface FactsProps {
  readonly place: ExhibitPlace;
  readonly exhibit: Entity | undefined;
  readonly opened: Opened | null;
}

/** What the file is, and who brought it into the case and when. */
export function ExhibitFacts({ place, exhibit, opened }: FactsProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officers = useOfficers();
  const imported = exhibit?.facts["fileHash"]?.[0];
  const fileName = fileNameOf(exhibit);
  const officer = imported === undefined ? undefined : officers.get(imported.author)?.officer;
  return (
    <dl className="preview-facts">
      {fileName !== "" && fileName !== exhibitNameOf(exhibit) && (
        <>
          <dt>{t("ontology:property.fileName")}</dt>
          <dd>
            <SafeText text={fileName} />
          </dd>
        </>
      )}
      <dt>SHA-256</dt>
      <dd className="mono preview-hash">
        {place.sha256}
        <CopyButton text={place.sha256} />
      </dd>
      {opened !== null && (
        <>
          <dt>{t("preview:file.kind")}</dt>
          <dd>
            {t(`preview:format.${opened.format}`)} · {format.bytes(opened.sizeBytes)}
            <Details opened={opened} />
          </dd>
        </>
      )}
      <Cited place={place} />
      <Checked place={place} />
      {exhibit !== undefined && <Custody exhibit={exhibit} />}
      {imported !== undefined && exhibit !== undefined && (
        <>
          <dt>{t("preview:file.imported")}</dt>
          <dd>
            <span>
              {format.dateTime(imported.saidAt)} <span className="preview-muted">({format.dateTime(imported.saidAt, "utc")})</span>
            </span>
            {officer !== undefined && <SafeText text={officer} />}
            <AgencyTag agency={imported.agency} />
            <HandlingTag handling={exhibit.handling} />
          </dd>
        </>
      )}
    </dl>
  );
}

/** The place that was cited, in words: of a recording, which is not played here, its time code is all there is to go by. */
function Cited({ place: { page = 0, row, column, region = "", time = "" } }: { readonly place: ExhibitPlace }): ReactNode {
  const t = useTranslate();
  const parts = [
    page > 0 ? t("locker:place.page", { value: page }) : "",
    row > 0 ? t("locker:place.row", { value: row }) : "",
    column === "" ? "" : t("locker:place.column", { value: safeText(column) }),
    region === "" ? "" : t("locker:place.region", { value: region }),
    time === "" ? "" : t("locker:place.timeCode", { value: time }),
  ].filter((part) => part !== "");
  if (parts.length === 0) return null;
  return (
    <>
      <dt>{t("preview:file.cited")}</dt>
      <dd>{parts.join(", ")}</dd>
    </>
  );
}

/** When it was read whole and its hash compared last: opening it does that. */
function Checked({ place }: Pick<FactsProps, "place">): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const checked = lastCheckOf(place.sha256, useCheckedFiles());
  return (
    <>
      <dt>{t("locker:column.checked")}</dt>
      <dd>
        {typeof checked === "string"
          ? t(`locker:lastCheckLong.${checked}`)
          : `${format.dateTime(checked.at)} · ${t(`exhibits:state.${checked.state}`)}`}
      </dd>
    </>
  );
}

/** What was done with it last; nothing where nothing is recorded. */
function Custody({ exhibit }: { readonly exhibit: Entity }): ReactNode {
  const t = useTranslate();
  const { state, holder } = custodyOf(exhibit, useCustody());
  if (state === null) return null;
  return (
    <>
      <dt>{t("locker:column.custody")}</dt>
      <dd>
        {state === "destroy" ? <DestroyedTag isDestroyed /> : t(`ontology:choice.custodyAction.${state}`)}
        {holder !== "" && (
          <span className="preview-muted">
            <SafeText text={t("locker:holder", { name: holder })} />
          </span>
        )}
      </dd>
    </>
  );
}

/** Pixels, pages, or the encoding and lines of a text. */
function Details({ opened: { picture, pdf, text } }: { readonly opened: Opened }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const words =
    picture !== null
      ? `${format.number(picture.width)} × ${format.number(picture.height)}`
      : pdf !== null
        ? t("preview:pdf.pages", { count: pdf.pages })
        : text !== null
          ? `${t(`preview:encoding.${text.encoding}`)}${text.hasMark ? ` (${t("preview:encoding.marked")})` : ""} · ${t("preview:text.lines", { count: text.lines })}`
          : "";
  return words === "" ? null : <span className="preview-muted">{words}</span>;
}
