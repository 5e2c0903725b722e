import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import { isNow, useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { usePoints } from "../../state/history-points.ts";
import { useOfficers } from "../../state/officers.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { lookText } from "../../ui/look-text.ts";
import { useTranslate } from "../../ui/translate.ts";
import { OfficersContext } from "./officers-context.ts";
import { RulingsSheet } from "./rulings-sheet.tsx";
import { useGoneRulings, useRuledProperties } from "./ruled-properties.ts";
import "./rivals.css";

/** Shows the sheet of rulings as it will be printed, and prints it. Open while the desk says so. */
export function RulingsSheetDialog(): ReactNode {
  const isOpen = useDesk((desk) => desk.dialog?.kind === "rulings-sheet");
  return isOpen ? <OpenDialog /> : null;
}

function OpenDialog(): ReactNode {
  const t = useTranslate();
  const ruled = useRuledProperties();
  const gone = useGoneRulings();
  const ofTime = useLookText();
  const footer = (
    <>
      <Button onClick={closeDialog}>{t("common:close")}</Button>
      <Button intent="primary" icon="print" isDisabled={ruled.length + gone.length === 0} onClick={() => window.print()}>
        {t("rivals:sheet.print")}
      </Button>
    </>
  );
  return (
    <OfficersContext value={useOfficers()}>
      <Dialog isOpen title={t("rivals:sheet.title")} icon="print" width="large" onClose={closeDialog} footer={footer}>
        <div className="entity-paper">
          <RulingsSheet {...{ ruled, gone, ofTime }} />
        </div>
      </Dialog>
      {createPortal(
        <div className="entity-print" aria-hidden={true}>
          <RulingsSheet {...{ ruled, gone, ofTime }} />
        </div>,
        document.body,
      )}
    </OfficersContext>
  );
}

function useLookText(): string {
  const t = useTranslate();
  const format = useFormat();
  const look = useCaseMirror((mirror) => mirror.look);
  const points = usePoints(!isNow(look));
  return isNow(look) ? "" : lookText(look, points, t, format);
}
