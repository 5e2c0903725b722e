import { Fragment, type ReactNode } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { useDesk } from "../../state/desk.ts";
import { exhibitNameOf, fileNameOf, twinProperties } from "../../state/exhibit-of.ts";
import { agencyNameText } from "../../ui/agency-text.ts";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { listWords, useValueWords } from "../../ui/value-words.ts";
import { CustodyEvents } from "./custody-events.tsx";
import type { SheetExhibit } from "./sheet-exhibit.ts";
import type { SheetCheck } from "./use-sheet-check.ts";

interface SheetProps {
  readonly shown: readonly SheetExhibit[];
  readonly check: SheetCheck;
  readonly marking: string;
  /** Of what time it is, in words; "" = of now. */
  readonly ofTime: string;
  readonly now: number;
}

/** The sheet: each exhibit from a new page, with its own head, so that any of them can be put into a file by itself. */
export function CustodySheet({ shown, check, marking, ofTime, now }: SheetProps): ReactNode {
  return shown.map((each) => (
    <article key={each.exhibit.id} className="sheet">
      <Head {...{ marking, ofTime, now }} />
      <Exhibit of={each} check={check} />
      <CustodyEvents of={each} />
      <Signatures />
    </article>
  ));
}

function Head({ marking, ofTime, now }: Pick<SheetProps, "marking" | "ofTime" | "now">): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const opened = useCaseMirror((mirror) => mirror.opened);
  const me = useDesk((desk) => desk.me);
  const by = [me?.officer ?? "", me === null ? "" : agencyNameText(me.agency, me.agencyName)].filter((part) => part !== "").join(", ");
  return (
    <header>
      <p className="sheet-marking">{marking}</p>
      <h3>{t("custody-sheet:title")}</h3>
      {ofTime !== "" && <p className="sheet-look">{ofTime}</p>}
      <dl>
        <dt>{t("custody-sheet:case")}</dt>
        <dd>
          <SafeText text={[opened?.number ?? "", opened?.title ?? ""].filter((part) => part !== "").join(" · ")} />
        </dd>
        <dt>{t("custody-sheet:by")}</dt>
        <dd>
          <SafeText text={by} />
        </dd>
        <dt>{t("custody-sheet:date")}</dt>
        <dd>{format.dateTime(now)}</dd>
      </dl>
    </header>
  );
}

const told = [
  "exhibitNumber",
  "title",
  "fileName",
  "obtainedFrom",
  "seizureAct",
  "collectedBy",
  "acquiredAt",
  "originalPath",
  ...twinProperties,
] as const;

/** What the exhibit is. What nobody said is left out, but for number, source and act: their absence is seen. */
function Exhibit({ of: { exhibit, file }, check }: { readonly of: SheetExhibit; readonly check: SheetCheck }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const words = useValueWords();
  const kept = exhibit.facts["file"]?.[0]?.value;
  const facts = told.map((property) => [property, listWords(words, exhibit, property)] as const);
  const needed: readonly string[] = ["exhibitNumber", "obtainedFrom", "seizureAct"];
  const grade = exhibit.facts["fileHash"]?.[0]?.grade;
  return (
    <section>
      <h4>
        <SafeText text={exhibitNameOf(exhibit) || fileNameOf(exhibit) || t("custody-sheet:unnamed")} />
      </h4>
      <dl>
        {facts.map(([property, text]) =>
          text === "" && !needed.includes(property) ? null : (
            <Fragment key={property}>
              <dt>{t(`ontology:property.${property}`)}</dt>
              <dd>{text === "" ? t("custody-sheet:notSaid") : text}</dd>
            </Fragment>
          ),
        )}
        <dt>SHA-256</dt>
        <dd className="sheet-hash">{file ?? t("custody-sheet:withheld")}</dd>
        {kept?.kind === "file" && (
          <>
            <dt>{t("custody-sheet:size")}</dt>
            <dd>
              {format.bytes(kept.sizeBytes)} ({t("custody-sheet:bytes", { number: format.number(kept.sizeBytes) })})
            </dd>
          </>
        )}
        {grade !== undefined && (
          <>
            <dt>{t("custody-sheet:grade")}</dt>
            <dd>
              {grade} · TLP:{exhibit.handling.toUpperCase()}
            </dd>
          </>
        )}
        <dt>{t("custody-sheet:verification")}</dt>
        <dd>
          <Verification exhibit={exhibit} check={check} />
        </dd>
      </dl>
    </section>
  );
}

/** What was found when the file was read for this sheet. */
function Verification({ exhibit, check }: { readonly exhibit: Entity; readonly check: SheetCheck }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (check.kind === "running") return t("custody-sheet:checking");
  const state = check.kind === "done" ? check.states.get(exhibit.id) : undefined;
  if (check.kind === "failed" || state === undefined) return <strong>{t("custody-sheet:notChecked")}</strong>;
  return (
    <strong>
      {t(`custody-sheet:state.${state}`)} ({format.dateTime(check.at)})
    </strong>
  );
}

/** Two lines to sign on: who gives the exhibit or the sheet, and who takes it. */
function Signatures(): ReactNode {
  const t = useTranslate();
  return (
    <footer className="sheet-signatures">
      {(["given", "taken"] as const).map((who) => (
        <p key={who}>
          {t(`custody-sheet:${who}`)} <span className="sheet-line" /> {t("custody-sheet:signed")} <span className="sheet-line sheet-line-short" />
        </p>
      ))}
      <p className="sheet-small">{t("custody-sheet:foot")}</p>
    </footer>
  );
}
