import { type ReactNode, useMemo } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { CheckField, RadioField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { type CaseFile, type ShareDraft, toggled } from "./share-plan.ts";

interface WhatStepProps {
  readonly draft: ShareDraft;
  readonly change: (part: Partial<ShareDraft>) => void;
  readonly selected: readonly EntityId[];
  readonly entities: ReadonlyMap<EntityId, Entity>;
  readonly files: readonly CaseFile[];
}

/** The selection or the whole case, and which exhibits travel as files. */
export function WhatStep({ draft, change, selected, entities, files }: WhatStepProps): ReactNode {
  const t = useTranslate();
  const scopes = [
    ...(selected.length > 0 ? [{ value: "selection", label: t("exchange:what.selection", { count: selected.length }) }] : []),
    { value: "case", label: t("exchange:what.case") },
  ];
  return (
    <div className="exchange-scroll">
      <RadioField label={t("exchange:what.scope")} value={draft.scope} options={scopes} onChange={(scope) => change({ scope: scope === "selection" ? "selection" : "case" })} />
      {selected.length === 0 && <Callout tone="info">{t("exchange:what.noSelection")}</Callout>}
      {draft.scope === "selection" && <Selected {...{ selected, entities }} />}
      {files.length > 0 && <Files {...{ draft, change, files }} />}
    </div>
  );
}

const mostNames = 24;

function Selected({ selected, entities }: Pick<WhatStepProps, "selected" | "entities">): ReactNode {
  const t = useTranslate();
  const found = useMemo(() => selected.slice(0, mostNames).flatMap((id) => entities.get(id) ?? []), [selected, entities]);
  return (
    <>
      <ul className="exchange-names">
        {found.map((entity) => (
          <li key={entity.id}>
            <TypeIcon type={entity.type} />
            <EntityName entity={entity} />
          </li>
        ))}
        {selected.length > mostNames && <li className="exchange-muted">{t("exchange:what.more", { count: selected.length - mostNames })}</li>}
      </ul>
      <p className="exchange-muted">{t("exchange:what.links")}</p>
    </>
  );
}

function Files({ draft, change, files }: Pick<WhatStepProps, "draft" | "change" | "files">): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const size = files.filter(({ sha256 }) => draft.files.includes(sha256)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const areAll = draft.files.length === files.length;
  return (
    <fieldset className="exchange-files">
      <legend>{t("exchange:what.files")}</legend>
      <p className="exchange-muted">{t("exchange:what.filesHelp")}</p>
      <div className="exchange-row">
        <Button isSmall onClick={() => change({ files: areAll ? [] : files.map(({ sha256 }) => sha256) })}>
          {t(areAll ? "exchange:what.noFiles" : "exchange:what.allFiles")}
        </Button>
        <span className="exchange-muted">{t("exchange:what.chosen", { chosen: draft.files.length, total: files.length, size: format.bytes(size) })}</span>
      </div>
      <ul>
        {files.map(({ sha256, name, sizeBytes }) => (
          <li key={sha256}>
            <CheckField
              isOn={draft.files.includes(sha256)}
              onChange={() => change({ files: toggled(draft.files, sha256) })}
              label={
                <>
                  <SafeText text={name} /> <span className="exchange-muted">{format.bytes(sizeBytes)}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
