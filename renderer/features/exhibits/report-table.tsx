import type { ReactNode } from "react";
import type { CheckedExhibit } from "../../../shared/case/exhibits-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";

const tones: Readonly<Record<CheckedExhibit["state"], Tone>> = { damaged: "danger", lost: "danger", absent: "warning", sound: "success" };
const order: readonly CheckedExhibit["state"][] = ["damaged", "lost", "absent", "sound"];

/** What is wrong first, then by name. */
export function sortedExhibits(exhibits: readonly CheckedExhibit[]): readonly CheckedExhibit[] {
  return [...exhibits].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.fileName < b.fileName ? -1 : 1));
}

/** Every file that was checked and what was found. `onChoose` absent = on paper. */
export function ReportTable({
  exhibits,
  onChoose,
}: {
  readonly exhibits: readonly CheckedExhibit[];
  readonly onChoose?: (entity: EntityId) => void;
}): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <table className="exhibits-table">
      <thead>
        <tr>
          {["state", "name", "size", "sha256"].map((column) => (
            <th key={column} scope="col">
              {t(`exhibits:column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {exhibits.map(({ entity, fileName, sha256, sizeBytes, state }) => (
          <tr key={entity}>
            <td>
              <Tag tone={tones[state]}>{t(`exhibits:state.${state}`)}</Tag>
            </td>
            <th scope="row">
              {onChoose === undefined ? (
                <SafeText text={fileName || sha256.slice(0, 8)} />
              ) : (
                <button type="button" className="exhibits-name" onClick={() => onChoose(entity)}>
                  <SafeText text={fileName || sha256.slice(0, 8)} />
                </button>
              )}
            </th>
            <td className="tabular exhibits-size">{format.bytes(sizeBytes)}</td>
            <td className="mono exhibits-hash">{sha256}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
