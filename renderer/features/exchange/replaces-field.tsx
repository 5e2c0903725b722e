import type { ReactNode } from "react";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { longestReplacedReason } from "./replaced-bundle.ts";
import type { ChangeDraft, ShareDraft } from "./share-draft.ts";

interface ReplacesProps {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  /** null = not known yet. */
  readonly replaceable: readonly RegisterEntry[] | null;
}

/** Which earlier bundle this one replaces, and why. Not shown where nobody here holds an earlier one. */
export function ReplacesField({ draft, change, replaceable }: ReplacesProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (replaceable === null || replaceable.length === 0) return null;
  const options = replaceable.map(({ statementHash, sequence, at, partners }) => ({
    value: statementHash,
    label: t("share:replaces.option", { number: sequence, date: format.dateTime(at), officers: partners.map(({ officer }) => officer).join(", ") }),
  }));
  return (
    <>
      <SelectField
        label={t("share:replaces.label")}
        help={t("share:replaces.help")}
        value={draft.replaces}
        options={[{ value: "", label: t("share:replaces.none") }, ...options]}
        onChange={(replaces) => change({ replaces })}
      />
      {draft.replaces !== "" && (
        <TextField
          label={t("share:replaces.why")}
          help={t("share:replaces.whyHelp")}
          value={draft.whyReplaced}
          limit={longestReplacedReason}
          isRequired
          onChange={(whyReplaced) => change({ whyReplaced })}
        />
      )}
    </>
  );
}
