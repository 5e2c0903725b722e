import type { ReactNode } from "react";
import type { ImportProfile } from "../../../shared/intake/door.ts";
import type { IntakePreview } from "../../../shared/intake/model.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { SelectField } from "../../ui/field.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { choicesText, type Looking } from "./previewed.ts";
import { choicesBy, fitOf, type Profiles } from "./profiles.ts";

/** Offers saved ways to read this file: those whose headers it has by name, any other from a list. None is used unasked. */
export function ProfilesField({
  preview,
  seen,
  profiles,
}: {
  readonly preview: IntakePreview;
  readonly seen: Looking;
  readonly profiles: Profiles;
}): ReactNode {
  const t = useTranslate();
  if (profiles.trouble !== null) return <Callout tone="warning">{profiles.trouble}</Callout>;
  const fitting = profiles.all.filter((profile) => fitOf(profile, preview) > 0);
  const apply = (profile: ImportProfile): void => seen.choose({ ...nothingChosen, ...choicesBy(profile, preview) });
  const isUsed = (profile: ImportProfile): boolean => choicesText(usable(seen.choices)) === choicesText(usable(choicesBy(profile, preview)));
  const used = profiles.all.find(isUsed);
  return (
    <>
      {fitting.map((profile) => (
        <Callout key={profile.name} tone={isUsed(profile) ? "success" : "info"}>
          <p>
            {t(isUsed(profile) ? "intake-profiles:used" : "intake-profiles:fits", {
              name: safeText(profile.name),
              count: fitOf(profile, preview),
              all: preview.sheets.length,
            })}
          </p>
          {!isUsed(profile) && (
            <Button isSmall icon="tick" onClick={() => apply(profile)}>
              {t("intake-profiles:use")}
            </Button>
          )}
        </Callout>
      ))}
      {profiles.all.length > fitting.length && (
        <div className="intake-profile">
          <SelectField
            label={t("intake-profiles:choose")}
            value={used?.name ?? ""}
            options={[{ value: "", label: t("intake-profiles:none") }, ...profiles.all.map(({ name }) => ({ value: name, label: safeText(name) }))]}
            onChange={(name) => {
              const profile = profiles.all.find((each) => each.name === name);
              if (profile === undefined) seen.choose(nothingChosen);
              else apply(profile);
            }}
          />
        </div>
      )}
    </>
  );
}

/** Another profile takes the place of what was chosen before; cells mended by hand stay. */
const nothingChosen = { answers: {}, headerRows: {}, leftOut: [], mappings: [] } as const;

/** Choices as they are compared: what is empty says nothing. */
function usable({ mended: _mended, ...choices }: Looking["choices"]): Looking["choices"] {
  return Object.fromEntries(Object.entries(choices).filter(([, said]) => typeof said === "string" || Object.keys(said).length > 0));
}
