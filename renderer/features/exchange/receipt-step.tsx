import type { ReactNode } from "react";
import type { ShareReceipt } from "../../../shared/case/share-door.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Sharing } from "./use-sharing.ts";

/** What was made, and whether it is on a disk. */
export function ReceiptStep({ receipt, sharing }: { readonly receipt: ShareReceipt; readonly sharing: Sharing }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className="exchange-scroll exchange-sign">
      <SavingState sharing={sharing} />
      {sharing.isWarned && <Callout tone="danger">{t("exchange:receipt.leaveWarning")}</Callout>}
      <dl className="exchange-facts">
        <dt>{t("exchange:receipt.file")}</dt>
        <dd className="mono">{receipt.name}</dd>
        <dt>{t("exchange:receipt.size")}</dt>
        <dd className="tabular">{format.bytes(receipt.file.size)}</dd>
        <dt>{t("exchange:receipt.sha256")}</dt>
        <dd>
          <WholeHash text={receipt.sha256} />
        </dd>
        <dt>{t("exchange:receipt.statement")}</dt>
        <dd>
          <WholeHash text={receipt.statementHash} />
        </dd>
        <dt>{t("exchange:receipt.sequence")}</dt>
        <dd className="tabular">{format.number(receipt.sequence)}</dd>
        <dt>{t("exchange:receipt.disclosed")}</dt>
        <dd className="tabular">{format.number(receipt.disclosed)}</dd>
        <dt>{t("exchange:receipt.withheld")}</dt>
        <dd className="tabular">{format.number(receipt.withheld)}</dd>
      </dl>
      <p className="exchange-muted">{t("exchange:receipt.help")}</p>
      <Button icon="export" isDisabled={sharing.saving === "saving"} onClick={sharing.save}>
        {t(sharing.saving === "saved" ? "exchange:receipt.saveCopy" : "exchange:receipt.saveAgain")}
      </Button>
    </div>
  );
}

function SavingState({ sharing }: { readonly sharing: Sharing }): ReactNode {
  const t = useTranslate();
  switch (sharing.saving) {
    case "saved":
      return (
        <Callout tone="success" title={t("exchange:receipt.saved")}>
          {t("exchange:receipt.handOver")}
        </Callout>
      );
    case "cancelled":
    case "failed":
      return (
        <Callout tone="warning" title={t("exchange:receipt.recorded")}>
          {t("exchange:receipt.notSaved")}
        </Callout>
      );
    default:
      return <Progress done={0} total={0} label={t("exchange:receipt.saving")} />;
  }
}

/** A hash in full: it is written into a letter or read over the phone. */
function WholeHash({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="exchange-hash">
      <span className="mono">{text}</span>
      <CopyButton text={text} />
    </span>
  );
}
