import type { ReactNode } from "react";
import type { IntakePreview } from "../../../shared/intake/model.ts";
import { CheckField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Looking } from "./previewed.ts";
import { useProfileNames } from "./profile-names.ts";

/** The tables of a file that holds several, each with its layout and rows, and whether it is read. */
export function SheetsField({ preview, seen }: { readonly preview: IntakePreview; readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useProfileNames();
  const leftOut = seen.choices.leftOut ?? [];
  const turn = (name: string, isRead: boolean): void => {
    const others = leftOut.filter((each) => each !== name);
    seen.choose({ leftOut: isRead ? others : [...others, name] });
  };
  return (
    <table className="intake-sheets">
      <caption>{t("intake:sheets.title", { count: preview.sheets.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("intake:sheets.name")}</th>
          <th scope="col">{t("intake:sheets.layout")}</th>
          <th scope="col" className="intake-sheets-rows">
            {t("intake:sheets.rows")}
          </th>
        </tr>
      </thead>
      <tbody>
        {preview.sheets.map(({ name, profile, rows, isLeftOut }) => (
          <tr key={name}>
            <td>
              <CheckField label={<SafeText text={name} />} isOn={!isLeftOut} onChange={(isRead) => turn(name, isRead)} />
            </td>
            <td className={profile === null ? "intake-muted" : ""}>{isLeftOut ? t("intake:sheets.leftOut") : nameOf(profile ?? "")}</td>
            <td className="intake-sheets-rows tabular">{format.number(rows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
