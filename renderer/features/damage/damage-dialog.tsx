import { type ReactNode, useState } from "react";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Repair, RepairButton } from "./repair.tsx";
import { Report, SaveReport } from "./report.tsx";
import { useRepair } from "./use-repair.ts";
import { useReport } from "./use-report.ts";
import "./damage.css";

type Part = "report" | "repair";

/** What a damaged case has lost, and how it comes back. Open while the desk says so. */
export function DamageDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "damage" ? <OpenDialog first={dialog.part} /> : null;
}

function OpenDialog({ first }: { readonly first: Part }): ReactNode {
  const t = useTranslate();
  const [part, setPart] = useState<Part>(first);
  const reporting = useReport();
  const repairing = useRepair();
  // What is being written is not left alone in the middle.
  const close = (): void => (repairing.step === "applying" ? undefined : closeDialog());
  return (
    <Dialog
      isOpen
      title={t("damage:title")}
      icon="warning-sign"
      width="large"
      onClose={close}
      footer={
        <>
          <SaveReport report={reporting.report} />
          {part === "report" ? (
            <Button icon="clean" intent="primary" onClick={() => setPart("repair")}>
              {t("damage:toRepair")}
            </Button>
          ) : (
            <RepairButton repairing={repairing} />
          )}
          <Button isDisabled={repairing.step === "applying"} onClick={close}>
            {t("common:close")}
          </Button>
        </>
      }
    >
      <Tabs
        label={t("damage:title")}
        active={part}
        onChange={(id) => setPart(id === "repair" ? "repair" : "report")}
        tabs={[
          { id: "report", title: t("damage:tab.report"), panel: <Report reporting={reporting} /> },
          { id: "repair", title: t("damage:tab.repair"), panel: <Repair repairing={repairing} /> },
        ]}
      />
    </Dialog>
  );
}
