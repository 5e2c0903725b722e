import { type ReactNode, useState } from "react";
import { isDamaged } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Repair, RepairButton } from "./repair.tsx";
import { Report, SaveReport } from "./report.tsx";
import { type Repairing, useRepair } from "./use-repair.ts";
import { useReport } from "./use-report.ts";
import "./damage.css";

type Part = "report" | "repair";

/** What a damaged case has lost, and how it comes back. Open while the desk says so. */
export function DamageDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "damage" ? <OpenDialog first={dialog.part} /> : null;
}

function OpenDialog({ first }: { readonly first: Part }): ReactNode {
  const [wasDamaged] = useState(() => isDamaged());
  const repairing = useRepair();
  return wasDamaged ? <Damaged first={first} repairing={repairing} /> : <FillUp repairing={repairing} />;
}

function Damaged({ first, repairing }: { readonly first: Part; readonly repairing: Repairing }): ReactNode {
  const t = useTranslate();
  const [part, setPart] = useState<Part>(first);
  const reporting = useReport();
  return (
    <Dialog
      isOpen
      title={t("damage:title")}
      icon="warning-sign"
      width="large"
      onClose={() => close(repairing)}
      footer={
        <>
          <SaveReport report={reporting.report} />
          {part === "report" ? (
            <Button icon="clean" intent="primary" onClick={() => setPart("repair")}>
              {t("damage:toRepair")}
            </Button>
          ) : (
            <RepairButton repairing={repairing} isDamaged />
          )}
          <CloseButton repairing={repairing} />
        </>
      }
    >
      <Tabs
        label={t("damage:title")}
        active={part}
        onChange={(id) => setPart(id === "repair" ? "repair" : "report")}
        tabs={[
          { id: "report", title: t("damage:tab.report"), panel: <Report reporting={reporting} /> },
          { id: "repair", title: t("damage:tab.repair"), panel: <Repair repairing={repairing} isDamaged /> },
        ]}
      />
    </Dialog>
  );
}

/** A case that is not damaged: what a source has and it lacks. */
function FillUp({ repairing }: { readonly repairing: Repairing }): ReactNode {
  const t = useTranslate();
  const footer = (
    <>
      <RepairButton repairing={repairing} isDamaged={false} />
      <CloseButton repairing={repairing} />
    </>
  );
  return (
    <Dialog isOpen title={t("damage:fillTitle")} icon="clean" width="large" onClose={() => close(repairing)} footer={footer}>
      <Repair repairing={repairing} isDamaged={false} />
    </Dialog>
  );
}

function CloseButton({ repairing }: { readonly repairing: Repairing }): ReactNode {
  const t = useTranslate();
  return (
    <Button isDisabled={repairing.step === "applying"} onClick={() => close(repairing)}>
      {t("common:close")}
    </Button>
  );
}

/** What is being written is not left alone in the middle. */
function close({ step }: Repairing): void {
  if (step !== "applying") closeDialog();
}
