import type { ReactNode } from "react";
import type { ShareReceipt } from "../../../shared/case/door.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Saving } from "./use-share.ts";

interface ReceiptStepProps {
  readonly receipt: ShareReceipt;
  readonly saving: Saving;
  readonly onSave: () => void;
}

/** What was recorded, and whether the file is saved. */
export function ReceiptStep({ receipt, saving, onSave }: ReceiptStepProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className="exchange-scroll">
      <SavingCallout {...{ receipt, saving }} />
      <dl className="exchange-facts">
        <dt>{t("exchange:receipt.name")}</dt>
        <dd>
          <strong className="mono">{receipt.name}</strong> <span className="exchange-muted">{format.bytes(receipt.file.size)}</span>
        </dd>
        <dt>{t("exchange:receipt.sha256")}</dt>
        <dd className="exchange-hash">
          <span className="mono">{receipt.sha256}</span>
          <CopyButton text={receipt.sha256} />
        </dd>
        <dt>{t("exchange:receipt.statement")}</dt>
        <dd className="exchange-hash">
          <span className="mono">{receipt.statementHash}</span>
          <CopyButton text={receipt.statementHash} />
        </dd>
        <dt>{t("exchange:receipt.sequence")}</dt>
        <dd>{format.number(receipt.sequence)}</dd>
        <dt>{t("exchange:receipt.disclosed")}</dt>
        <dd>{format.number(receipt.disclosed)}</dd>
        <dt>{t("exchange:receipt.withheld")}</dt>
        <dd>{format.number(receipt.withheld)}</dd>
      </dl>
      <p className="exchange-muted">{t("exchange:receipt.help")}</p>
      <Button icon="download" isLoading={saving.kind === "busy"} autoFocus onClick={onSave}>
        {t(saving.kind === "saved" ? "exchange:receipt.again" : "exchange:receipt.save")}
      </Button>
    </div>
  );
}

function SavingCallout({ receipt, saving }: Pick<ReceiptStepProps, "receipt" | "saving">): ReactNode {
  const t = useTranslate();
  switch (saving.kind) {
    case "busy":
      return <Callout tone="info">{t("exchange:receipt.saving")}</Callout>;
    case "saved":
      return (
        <Callout tone="success" title={t("exchange:receipt.savedTitle")}>
          {t("exchange:receipt.saved", { name: receipt.name })}
        </Callout>
      );
    case "cancelled":
      return <Callout tone="warning">{t("exchange:receipt.cancelled")}</Callout>;
    case "failed":
      return (
        <Callout tone="danger">
          {saving.text} {t("exchange:receipt.failed")}
        </Callout>
      );
  }
}
