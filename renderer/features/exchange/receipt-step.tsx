import type { ReactNode } from "react";
import type { ShareReceipt } from "../../../shared/case/share-door.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { CopyPassphrase } from "./copy-passphrase.tsx";
import { audienceNames, sealingWords } from "./share-words.ts";
import { noticeFailureText } from "./exchange-words.ts";
import type { Sharing } from "./use-sharing.ts";
import { leavingText } from "./leaving-text.ts";
import { WholeHash } from "./whole-hash.tsx";

interface ReceiptStepProps {
  readonly sharing: Sharing;
  readonly partners: readonly Partner[] | null;
}

/** What was made, for whom, and whether it is on a disk: bundle by bundle. */
export function ReceiptStep({ sharing, partners }: ReceiptStepProps): ReactNode {
  const t = useTranslate();
  return (
    <section className="exchange-scroll exchange-sign" aria-label={t("exchange:share.step.sign")} tabIndex={0}>
      {sharing.warned !== null && <Callout tone="danger">{t(leaveWarnings[sharing.warned])}</Callout>}
      {sharing.receipts.map((receipt) => (
        <Receipt key={receipt.statementHash} {...{ receipt, sharing, partners }} />
      ))}
      <Replaced replacing={sharing.replacing} />
      <p className="exchange-muted">{t("exchange:receipt.help")}</p>
    </section>
  );
}

const leaveWarnings = { file: "share:receipt.leaveWarning", passphrase: "cosign:passphrase.leaveWarning" } as const;

/** That an earlier bundle is replaced now, and the notice of it. */
function Replaced({ replacing: { notice, saving, trouble, save } }: { readonly replacing: Sharing["replacing"] }): ReactNode {
  const t = useTranslate();
  if (trouble !== null)
    return (
      <Callout tone="danger" title={t("share:replaces.notSaid")}>
        {noticeFailureText(trouble)}
      </Callout>
    );
  if (notice === null) return null;
  return (
    <section className="share-receipt">
      <Callout tone="success" title={t("share:replaces.said", { number: notice.number })}>
        <p>{t("share:replaces.handOver")}</p>
        <Button icon="export" isDisabled={saving === "saving"} onClick={save}>
          {t(saving === "saved" ? "share:replaces.saveAgain" : "share:replaces.save")}
        </Button>
      </Callout>
    </section>
  );
}

function Receipt({ receipt, sharing, partners }: ReceiptStepProps & { readonly receipt: ShareReceipt }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const saving = sharing.savingOf(receipt);
  return (
    <section className="share-receipt" aria-label={receipt.name}>
      <SavingState saving={saving} isUnderPassphrase={receipt.passphrase !== ""} />
      {receipt.passphrase !== "" && <CopyPassphrase passphrase={receipt.passphrase} {...sharing.passphraseOf(receipt)} />}
      <dl className="exchange-facts">
        <dt>{t("exchange:sign.to")}</dt>
        <dd>{audienceNames(t, receipt, partners)}</dd>
        {receipt.cosigner !== "" && (
          <>
            <dt>{t("cosign:second.title")}</dt>
            <dd>
              <SafeText text={receipt.cosigner} />
            </dd>
          </>
        )}
        <dt>{t("share:sealing.label")}</dt>
        <dd>{sealingWords(t, receipt.sealing, partners)}</dd>
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
        <dd className="tabular">{leavingText(t, format, format.number(receipt.disclosed), receipt.withdrawals)}</dd>
        <dt>{t("exchange:receipt.kept")}</dt>
        <dd className="tabular">{format.number(receipt.keptBack)}</dd>
        <dt>{t("exchange:receipt.withheld")}</dt>
        <dd className="tabular">{format.number(receipt.withheld)}</dd>
      </dl>
      <Button icon="export" isDisabled={sharing.isSaving} onClick={() => sharing.save(receipt)}>
        {t(saving === "saved" ? "exchange:receipt.saveCopy" : "exchange:receipt.saveAgain")}
      </Button>
    </section>
  );
}

interface SavingProps {
  readonly saving: ReturnType<Sharing["savingOf"]>;
  readonly isUnderPassphrase: boolean;
}

function SavingState({ saving, isUnderPassphrase }: SavingProps): ReactNode {
  const t = useTranslate();
  switch (saving) {
    case "saved":
      return (
        <Callout tone="success" title={t("exchange:receipt.saved")}>
          {t(isUnderPassphrase ? "cosign:passphrase.handOver" : "exchange:receipt.handOver")}
        </Callout>
      );
    case "cancelled":
    case "failed":
      return (
        <Callout tone="warning" title={t("exchange:receipt.recorded")}>
          {t("share:receipt.notSaved")}
        </Callout>
      );
    case "saving":
      return <Progress done={0} total={0} label={t("exchange:receipt.saving")} />;
    case "not-yet":
      return <p className="exchange-muted">{t("share:receipt.waits")}</p>;
  }
}
