import type { ReactNode } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { SelectField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { isApart, type ShareDraft } from "./share-draft.ts";
import { officerNames } from "./share-words.ts";
import type { SeenPreview } from "./use-share-preview.ts";

interface AudiencesProps {
  readonly draft: ShareDraft;
  readonly seen: SeenPreview;
  readonly partners: readonly Partner[] | null;
}

/** As which recipient the preview is looked at, when each gets a file of their own; and whose file could not be made. */
export function Audiences({ draft, seen, partners }: AudiencesProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (!isApart(draft)) return null;
  // Why the one that is shown cannot be made is said below, at length.
  const blocked = seen.weights
    .filter((weight) => weight.blocked.length > 0 && !weight.to.some((author) => author === seen.shownTo))
    .flatMap(({ to }) => to);
  const options = draft.to.map((author) => {
    const weight = seen.weights.find(({ to }) => to.includes(author));
    const claims =
      weight === undefined ? "" : ` · ${t("share:preview.claims", { count: weight.disclosed, number: format.number(weight.disclosed) })}`;
    return { value: author, label: `${officerNames([author], partners)}${claims}` };
  });
  return (
    <div className="share-audience">
      <SelectField
        label={t("share:preview.as")}
        value={seen.shownTo ?? ""}
        options={options}
        onChange={(picked) => {
          const author = draft.to.find((each) => each === picked);
          if (author !== undefined) seen.showTo(author);
        }}
      />
      {blocked.length > 0 && <Callout tone="danger">{t("share:preview.blocked", { officers: officerNames(blocked, partners) })}</Callout>}
    </div>
  );
}
