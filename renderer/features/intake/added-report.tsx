import type { ReactNode } from "react";
import type { AddedExhibits, AddedFile } from "../../../shared/case/locker-door.ts";
import { Callout } from "../../ui/callout.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";

const tones: Readonly<Record<AddedFile["outcome"], Tone>> = {
  "file-unreadable": "danger",
  "file-too-large": "danger",
  "no-room": "danger",
  "not-tried": "warning",
  known: "info",
  twice: "info",
  repaired: "success",
  added: "success",
};
/** What needs a look stands first. */
const order = Object.keys(tones);

/** What became of each file, by name. */
export function AddedReport({ report }: { readonly report: AddedExhibits }): ReactNode {
  const t = useTranslate();
  const files = [...report.files].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  const added = files.filter(({ outcome }) => outcome === "added" || outcome === "repaired").length;
  return (
    <>
      {report.stopped !== null && <Callout tone="warning">{t(`failure:${report.stopped}`, { where: "" })}</Callout>}
      <Callout tone={added > 0 ? "success" : "info"}>{t("add-exhibit:report", { count: added, all: files.length })}</Callout>
      <ul className="add-exhibit-list add-exhibit-report" tabIndex={0} aria-label={t("add-exhibit:list")}>
        {files.map(({ fileName, outcome }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may be called alike
          <li key={at}>
            <span className="add-exhibit-name">
              <SafeText text={fileName} />
            </span>
            <Tag tone={tones[outcome]} title={t(`add-exhibit:outcomeHelp.${outcome}`)}>
              {t(`add-exhibit:outcome.${outcome}`)}
            </Tag>
          </li>
        ))}
      </ul>
    </>
  );
}
