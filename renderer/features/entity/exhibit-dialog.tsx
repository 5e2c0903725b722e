import { type ReactNode, useState } from "react";
import type { FileHash } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { useOfficers } from "../../state/officers.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { saveExhibit, useExhibitFile, verifyExhibit } from "./exhibit-file.ts";
import { exhibitNameOf, fileNameOf, useExhibit } from "./exhibit-of.ts";
import { ExhibitRows } from "./exhibit-rows.tsx";
import "./entity.css";
import "./exhibit.css";

/** The file behind a value, open at the row and column that was cited. Open while the desk says so. */
export function ExhibitDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "exhibit" ? (
    <OpenDialog key={`${dialog.sha256}/${dialog.row}`} sha256={dialog.sha256} row={dialog.row} column={dialog.column} />
  ) : null;
}

interface Cited {
  readonly sha256: FileHash;
  /** Data row from 1; 0 = the whole file. */
  readonly row: number;
  /** Header of the column; "" = the whole row. */
  readonly column: string;
}

function OpenDialog({ sha256, row, column }: Cited): ReactNode {
  const t = useTranslate();
  const exhibit = useExhibit(sha256);
  const name = exhibitNameOf(exhibit);
  const shownName = name === "" ? t("entity:source.unnamed", { hash: sha256.slice(0, 8) }) : name;
  const file = useExhibitFile(sha256);
  return (
    <Dialog
      isOpen
      title={<SafeText text={shownName} />}
      icon="paperclip"
      width="wide"
      onClose={closeDialog}
      footer={
        <Footer {...{ sha256, exhibit }} name={fileNameOf(exhibit)} canCopy={file.kind === "read" || (file.kind === "failed" && file.canCopy)} />
      }
    >
      <div className="entity-exhibit">
        <ExhibitFacts sha256={sha256} exhibit={exhibit} sizeBytes={file.kind === "read" ? file.bytes.length : null} />
        {file.kind === "reading" && <p className="entity-muted">{t("entity:exhibit.reading")}</p>}
        {file.kind === "failed" && (
          <Callout tone="danger" title={t("entity:exhibit.unreadable")}>
            {t(file.key, { where: "" })}
          </Callout>
        )}
        {file.kind === "read" && <ExhibitRows bytes={file.bytes} row={row} column={column} />}
      </div>
    </Dialog>
  );
}

/** What the file is, and who brought it into the case and when. */
function ExhibitFacts({
  sha256,
  exhibit,
  sizeBytes,
}: {
  readonly sha256: FileHash;
  readonly exhibit: Entity | undefined;
  readonly sizeBytes: number | null;
}): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officers = useOfficers();
  const imported = exhibit?.facts["fileHash"]?.[0];
  const fileName = fileNameOf(exhibit);
  const officer = imported === undefined ? undefined : officers.get(imported.author)?.officer;
  return (
    <dl className="entity-exhibit-facts">
      {fileName !== "" && fileName !== exhibitNameOf(exhibit) && (
        <>
          <dt>{t("ontology:property.fileName")}</dt>
          <dd>
            <SafeText text={fileName} />
          </dd>
        </>
      )}
      <dt>SHA-256</dt>
      <dd className="mono entity-exhibit-hash">
        {sha256}
        <CopyButton text={sha256} />
      </dd>
      {sizeBytes !== null && (
        <>
          <dt>{t("entity:exhibit.size")}</dt>
          <dd>{format.bytes(sizeBytes)}</dd>
        </>
      )}
      {imported !== undefined && exhibit !== undefined && (
        <>
          <dt>{t("entity:exhibit.imported")}</dt>
          <dd>
            <span>
              {format.dateTime(imported.saidAt)} <span className="entity-muted">({format.dateTime(imported.saidAt, "utc")})</span>
            </span>
            {officer !== undefined && <SafeText text={officer} />}
            <AgencyTag agency={imported.agency} />
            <HandlingTag handling={exhibit.handling} />
          </dd>
        </>
      )}
    </dl>
  );
}

type Check = "idle" | "busy" | "intact" | "altered";
interface FooterProps {
  readonly sha256: FileHash;
  readonly name: string;
  readonly exhibit: Entity | undefined;
  readonly canCopy: boolean;
}

function Footer({ sha256, name, exhibit, canCopy }: FooterProps): ReactNode {
  const t = useTranslate();
  const [check, setCheck] = useState<Check>("idle");
  const verify = (): void => {
    if (exhibit === undefined) return;
    setCheck("busy");
    void verifyExhibit(exhibit.id).then((isIntact) => setCheck(isIntact === null ? "idle" : isIntact ? "intact" : "altered"));
  };
  const file = exhibit?.facts["file"]?.[0]?.value;
  const sizeBytes = file?.kind === "file" ? file.sizeBytes : 0;
  return (
    <>
      <div className="entity-exhibit-check" role="status">
        {check !== "idle" && <span className={`entity-${check}`}>{t(`entity:exhibit.${check}`)}</span>}
      </div>
      <Button icon="endorsed" isDisabled={exhibit === undefined} onClick={verify}>
        {t("entity:exhibit.verify")}
      </Button>
      <Button icon="download" isDisabled={!canCopy} onClick={() => void saveExhibit(sha256, sizeBytes, name)}>
        {t("entity:exhibit.save")}
      </Button>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
}
