import { type ReactNode, useState } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { closeDialog, type ExhibitPlace, useDesk } from "../../state/desk.ts";
import { exhibitNameOf, fileNameOf, useExhibit } from "../../state/exhibit-of.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ExhibitFacts } from "./exhibit-facts.tsx";
import { FileViews } from "./file-views.tsx";
import { type Preview, saveExhibit, usePreview, verifyExhibit } from "./use-preview.ts";
import "./preview.css";

/** The file behind a value, open at the place that was cited. Open while the desk says so. */
export function ExhibitDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  if (dialog?.kind !== "exhibit") return null;
  const { sha256, row, page = 0, region = "" } = dialog;
  return <OpenDialog key={`${sha256}/${row}/${page}/${region}`} place={dialog} />;
}

function OpenDialog({ place }: { readonly place: ExhibitPlace }): ReactNode {
  const t = useTranslate();
  const { sha256 } = place;
  const exhibit = useExhibit(sha256);
  const name = exhibitNameOf(exhibit);
  const preview = usePreview(sha256, fileNameOf(exhibit));
  return (
    <Dialog
      isOpen
      title={<SafeText text={name === "" ? t("entity:source.unnamed", { hash: sha256.slice(0, 8) }) : name} />}
      icon="paperclip"
      width="wide"
      onClose={closeDialog}
      footer={<Footer {...{ place, exhibit, preview }} />}
    >
      <div className="preview">
        <ExhibitFacts {...{ place, exhibit }} opened={preview.kind === "open" ? preview.opened : null} />
        {preview.kind === "reading" && <p className="preview-muted">{t("preview:file.reading")}</p>}
        {preview.kind === "failed" && (
          <Callout tone="danger" title={t("preview:file.unreadable")}>
            {t(preview.key, { where: preview.where })}
          </Callout>
        )}
        {preview.kind === "open" && <FileViews door={preview.door} opened={preview.opened} place={place} isDocument={isDocument(exhibit)} />}
      </div>
    </Dialog>
  );
}

/** A file that was read as a text: its places are lines. */
function isDocument(exhibit: Entity | undefined): boolean {
  const reader = exhibit?.facts["reader"]?.[0]?.value;
  return reader?.kind === "text" && reader.text === "recognised";
}

type Check = "idle" | "busy" | "intact" | "altered";
interface FooterProps {
  readonly place: ExhibitPlace;
  readonly exhibit: Entity | undefined;
  readonly preview: Preview;
}

function Footer({ place: { sha256 }, exhibit, preview }: FooterProps): ReactNode {
  const t = useTranslate();
  const [check, setCheck] = useState<Check>("idle");
  const verify = (): void => {
    if (exhibit === undefined) return;
    setCheck("busy");
    void verifyExhibit(exhibit.id).then((isIntact) => setCheck(isIntact === null ? "idle" : isIntact ? "intact" : "altered"));
  };
  const file = exhibit?.facts["file"]?.[0]?.value;
  const sizeBytes = file?.kind === "file" ? file.sizeBytes : 0;
  const canCopy = preview.kind === "open" || (preview.kind === "failed" && preview.canCopy);
  return (
    <>
      <div className="preview-check" role="status">
        {check !== "idle" && <span className={`preview-${check}`}>{t(`preview:file.${check}`)}</span>}
      </div>
      <Button icon="endorsed" isDisabled={exhibit === undefined} onClick={verify}>
        {t("preview:file.verify")}
      </Button>
      <Button icon="download" isDisabled={!canCopy} onClick={() => void saveExhibit(sha256, sizeBytes, fileNameOf(exhibit))}>
        {t("preview:file.save")}
      </Button>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
}
