import type { ReactNode } from "react";
import type { FileLayout, IntakePreview } from "../../../shared/intake/model.ts";
import { useRoom } from "../../state/room.ts";
import { Callout } from "../../ui/callout.tsx";
import { FileField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { RoomCallout } from "../../ui/room-callout.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { isRecognised, type Looking, type Previewed } from "./previewed.ts";
import { useProfileNames } from "./profile-names.ts";
import { ProfilesField } from "./profiles-field.tsx";
import type { Profiles } from "./profiles.ts";
import { QuestionsField } from "./questions-field.tsx";
import { ReadingProgress } from "./reading-progress.tsx";
import { SheetsField } from "./sheets-field.tsx";
import { ReadAsField, TextFormFields } from "./text-form-fields.tsx";

/** Which file, and how it was read as a table. */
export function FileStep({ seen, isKnown, profiles }: { readonly seen: Looking; readonly isKnown: boolean; readonly profiles: Profiles }): ReactNode {
  const t = useTranslate();
  const { file, preview, isBusy } = seen;
  const room = useRoom(file?.size ?? null);
  return (
    <div className="intake-file">
      <FileField
        label={t(file === null ? "intake:file.choose" : "intake:file.other")}
        accept=""
        autoFocus
        onFile={(chosen) => seen.look(chosen)}
        {...(file === null ? { help: t("intake:file.help") } : { chosen: file.name })}
      />
      {isBusy && <ReadingProgress job="preview" label={t("intake:file.reading")} onStop={seen.stop} />}
      {file !== null && <RoomCallout sizeBytes={file.size} freeBytes={room?.freeBytes ?? null} />}
      <FileTrouble seen={seen} />
      {isKnown && <Callout tone="warning">{t("intake:file.known")}</Callout>}
      {preview !== null && (
        <>
          {preview.profile === "" && <Callout tone="info">{t("intake:file.unknown")}</Callout>}
          {profiles.all.length > 0 && <ProfilesField {...{ preview, seen, profiles }} />}
          <FileFacts preview={preview} />
          {preview.questions.length > 0 && <QuestionsField {...{ preview, seen }} />}
          {preview.sheets.length > 1 && <SheetsField {...{ preview, seen }} />}
          {preview.look !== "" && <ReadAsField {...{ preview, seen }} />}
          {preview.look !== "" && <TextFormFields {...{ preview, seen }} />}
        </>
      )}
    </div>
  );
}

function FileTrouble({ seen: { trouble } }: { readonly seen: Previewed }): ReactNode {
  const t = useTranslate();
  return trouble === null ? null : <Callout tone="danger">{t(trouble.key, { where: trouble.where })}</Callout>;
}

function FileFacts({ preview }: { readonly preview: IntakePreview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useProfileNames();
  const { layout } = preview;
  return (
    <dl className="intake-facts">
      <dt>{t("intake:file.kind")}</dt>
      <dd>
        <strong>{nameOf(preview.profile)}</strong>
      </dd>
      <dt>{t("intake:file.sha256")}</dt>
      <dd className="intake-hash">
        <span className="mono">{preview.sha256}</span>
        <CopyButton text={preview.sha256} />
      </dd>
      <dt>{t("intake:file.size")}</dt>
      <dd>{format.bytes(preview.sizeBytes)}</dd>
      <dt>{t("intake:file.rows")}</dt>
      <dd>{format.number(preview.sheets.reduce((sum, { rows }) => sum + rows, 0))}</dd>
      {!isRecognised(preview) && (
        <>
          <dt>{t("intake:file.headers")}</dt>
          <dd>
            <Header layout={layout} />
          </dd>
        </>
      )}
    </dl>
  );
}

function Header({ layout }: { readonly layout: FileLayout }): ReactNode {
  const t = useTranslate();
  if (!layout.hasHeader) return t("intake:file.noHeader");
  return (
    <span className="intake-headers">
      {layout.headers
        .map((header, at) => ({ header, place: at + 1 }))
        .map(({ header, place }) => (
          <code key={place}>
            <SafeText text={header} />
          </code>
        ))}
    </span>
  );
}
