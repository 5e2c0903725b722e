import { type ReactNode, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { custodyEventType } from "../../../shared/ontology/custody.ts";
import { custodyEventOf } from "../../../shared/projections/custody.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { isNow, useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { fileOfExhibit } from "../../state/custody.ts";
import { usePoints } from "../../state/history-points.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { lookText } from "../../ui/look-text.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { CustodySheet } from "./custody-sheet.tsx";
import { usePageMargins } from "./page-margins.ts";
import type { SheetExhibit } from "./sheet-exhibit.ts";
import { sheetMarking } from "./sheet-marking.ts";
import { useSheetCheck } from "./use-sheet-check.ts";
import "./sheet.css";

/** Shows the custody sheet as it will be printed, and prints it once the files were read. Open while the desk says so. */
export function CustodySheetDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "custody-sheet" ? <OpenDialog exhibits={dialog.exhibits} /> : null;
}

function OpenDialog({ exhibits }: { readonly exhibits: readonly EntityId[] }): ReactNode {
  const t = useTranslate();
  const check = useSheetCheck(exhibits);
  const shown = useSheetExhibits(exhibits);
  const [now] = useState(() => Date.now());
  const marking = useMarking(shown, now);
  const ofTime = useLookText();
  const sheet = <CustodySheet {...{ shown, check, marking, ofTime, now }} />;
  return (
    <>
      <Dialog
        isOpen
        title={t("custody-sheet:title")}
        icon="print"
        width="large"
        onClose={closeDialog}
        footer={
          <>
            <Button onClick={closeDialog}>{t("common:close")}</Button>
            <Button
              intent="primary"
              icon="print"
              isDisabled={check.kind === "running" || shown.length === 0}
              isLoading={check.kind === "running"}
              onClick={() => window.print()}
            >
              {t("custody-sheet:print")}
            </Button>
          </>
        }
      >
        {check.kind === "failed" && (
          <Callout tone="warning" title={t("custody-sheet:notChecked")}>
            {t(check.key, { where: "" })}
          </Callout>
        )}
        <div className="sheet-paper">{sheet}</div>
      </Dialog>
      {createPortal(
        <div className="sheet-print" aria-hidden={true}>
          {sheet}
        </div>,
        document.body,
      )}
    </>
  );
}

/** The exhibits that are still in the case, with the rows of their custody. */
function useSheetExhibits(exhibits: readonly EntityId[]): readonly SheetExhibit[] {
  const index = useCaseMirror((mirror) => mirror.index);
  return useMemo(() => {
    const events = index.ofType(custodyEventType).flatMap((row) => {
      const event = custodyEventOf(row);
      return event === null ? [] : [{ row, event }];
    });
    return exhibits.flatMap((id) => {
      const exhibit: Entity | undefined = index.entities.get(id);
      if (exhibit?.type !== "exhibit") return [];
      const file = fileOfExhibit(exhibit);
      return [{ exhibit, file, events: events.filter(({ event }) => event.file === file) }];
    });
  }, [index, exhibits]);
}

/** The words of the marking, also put on every page with case, day and number. */
function useMarking(shown: readonly SheetExhibit[], now: number): string {
  const t = useTranslate();
  const format = useFormat();
  const opened = useCaseMirror((mirror) => mirror.opened);
  const rows = shown.flatMap(({ exhibit, events }) => [exhibit, ...events.map(({ row }) => row)]);
  const { handling, isOfficialUse } = sheetMarking(opened?.handling ?? "red", rows);
  const marking = [isOfficialUse ? t("ontology:nationalMark.official-use") : "", `TLP:${handling.toUpperCase()}`]
    .filter((part) => part !== "")
    .join(" · ");
  usePageMargins({
    topLeft: safeText([opened?.number ?? "", opened?.title ?? ""].filter((part) => part !== "").join(" · ")).slice(0, 90),
    topRight: marking,
    bottomLeft: `${t("custody-sheet:title")} · ${format.dateTime(now)}`,
    page: t("custody-sheet:page"),
    of: t("custody-sheet:of"),
  });
  return marking;
}

function useLookText(): string {
  const t = useTranslate();
  const format = useFormat();
  const look = useCaseMirror((mirror) => mirror.look);
  const points = usePoints(!isNow(look));
  return isNow(look) ? "" : lookText(look, points, t, format);
}
