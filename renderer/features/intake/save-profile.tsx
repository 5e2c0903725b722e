import { type ReactNode, useState } from "react";
import type { IntakePreview } from "../../../shared/intake/model.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Looking } from "./previewed.ts";
import { isSaveable, longestProfileName, profileOf, type Profiles } from "./profiles.ts";

/** Keeps what was chosen for this file under a name, to be offered for the next one. */
export function SaveProfile({
  preview,
  seen,
  profiles,
}: {
  readonly preview: IntakePreview;
  readonly seen: Looking;
  readonly profiles: Profiles;
}): ReactNode {
  const t = useTranslate();
  const [name, setName] = useState<string | null>(null);
  const [savedAs, setSavedAs] = useState<string | null>(null);
  if (!isSaveable(seen.choices)) return null;
  const trimmed = name?.trim() ?? "";
  const isTaken = profiles.all.some((each) => each.name === trimmed);
  const save = async (): Promise<void> => {
    if (trimmed === "" || !(await profiles.keep(profileOf(trimmed, preview, seen.choices)))) return;
    setSavedAs(trimmed);
    setName(null);
  };
  if (name === null)
    return (
      <div className="intake-tools intake-save-profile">
        <span className="intake-muted" aria-live="polite">
          {savedAs === null ? t("intake-profiles:saveHelp") : t("intake-profiles:saved", { name: savedAs })}
        </span>
        <Button isSmall icon="saved" onClick={() => setName(savedAs ?? "")}>
          {t("intake-profiles:save")}
        </Button>
      </div>
    );
  return (
    <div className="intake-tools intake-save-profile">
      <TextField
        label={t("intake-profiles:name")}
        value={name}
        limit={longestProfileName}
        autoFocus
        help={t(isTaken ? "intake-profiles:taken" : "intake-profiles:holds")}
        error={profiles.trouble ?? undefined}
        onChange={setName}
        onEnter={() => void save()}
      />
      <span className="intake-save-acts">
        <Button onClick={() => setName(null)}>{t("common:cancel")}</Button>
        <Button intent="primary" icon="saved" isDisabled={trimmed === ""} onClick={() => void save()}>
          {t(isTaken ? "intake-profiles:replace" : "intake-profiles:keep")}
        </Button>
      </span>
    </div>
  );
}
