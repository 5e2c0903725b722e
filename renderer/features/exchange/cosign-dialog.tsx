import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import { type ReactNode, useEffect, useState } from "react";
import type { CosignOrder } from "../../../shared/case/cosign-door.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { askCore } from "../../state/ask.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { FileField } from "../../ui/field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { cosignFailureText } from "./exchange-words.ts";
import { OrderFacts } from "./order-facts.tsx";
import { readSmall } from "./read-small.ts";
import type { SmallFile } from "./save-small-file.ts";
import { useSmallSaving } from "./use-small-saving.ts";
import "./exchange.css";
import "./cosign.css";

export function CosignDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "cosign" ? <Asked file={dialog.file} /> : null;
}

type Trouble = Parameters<typeof cosignFailureText>[0];
interface Read {
  readonly file: File | null;
  readonly bytes: Bytes | null;
  readonly order: CosignOrder | null;
  readonly trouble: Trouble | null;
}

/** A request is asked for, shown, and signed. Nothing is signed before that. */
function Asked({ file }: { readonly file: File | null }): ReactNode {
  const { order, bytes, trouble } = useRequest(file);
  return order === null || bytes === null ? <PickRequest {...{ file, trouble }} /> : <Order {...{ order, bytes }} />;
}

/** What a request asks for; all null while it is read. */
function useRequest(file: File | null): Omit<Read, "file"> {
  const [read, setRead] = useState<Read>({ file: null, bytes: null, order: null, trouble: null });
  useEffect(() => {
    if (file === null) return;
    let isGone = false;
    const look = async (): Promise<void> => {
      const bytes = await readSmall(file);
      const answer = bytes.ok ? await askCore("inspectCosignRequest", { bytes: bytes.value }) : bytes;
      if (isGone) return;
      setRead(
        bytes.ok && answer.ok
          ? { file, bytes: bytes.value, order: answer.value, trouble: null }
          : { file, bytes: null, order: null, trouble: answer.ok ? null : answer.error },
      );
    };
    void look();
    return () => {
      isGone = true;
    };
  }, [file]);
  return read.file === file ? read : { bytes: null, order: null, trouble: null };
}

function PickRequest({ file, trouble }: Pick<Read, "file" | "trouble">): ReactNode {
  const t = useTranslate();
  return (
    <Dialog isOpen title={t("cosign:command.cosign")} icon="endorsed" onClose={closeDialog} footer={<CancelButton />}>
      {trouble !== null && file !== null && (
        <Callout tone="danger" title={<SafeText text={file.name} />}>
          {cosignFailureText(trouble)}
        </Callout>
      )}
      {file !== null && trouble === null ? (
        <Progress done={0} total={0} label={t("cosign:request.checking")} />
      ) : (
        <FileField
          label={t(trouble === null ? "cosign:request.file" : "cosign:request.other")}
          accept={fileEndings.request}
          autoFocus
          onFile={(picked) => openDialog({ kind: "cosign", file: picked })}
        />
      )}
      <p className="exchange-muted">{t("cosign:request.help")}</p>
    </Dialog>
  );
}

/** What one would sign, and the act. */
function Order({ order, bytes }: { readonly order: CosignOrder; readonly bytes: Bytes }): ReactNode {
  const t = useTranslate();
  const signing = useSigning(bytes);
  const { saving, signed } = signing;
  const footer = (
    <>
      {saving !== "saved" && <CancelButton />}
      <Button
        intent={saving === "saved" ? "none" : "primary"}
        icon={signed === null ? "endorsed" : "export"}
        isLoading={signing.isBusy}
        onClick={signing.act}
      >
        {t(signed === null ? "cosign:request.act" : saving === "saved" ? "cosign:request.saveCopy" : "cosign:request.save")}
      </Button>
      {saving === "saved" && (
        <Button intent="primary" icon="tick" autoFocus onClick={closeDialog}>
          {t("common:done")}
        </Button>
      )}
    </>
  );
  return (
    <Dialog isOpen width="large" title={t("cosign:command.cosign")} icon="endorsed" onClose={closeDialog} footer={footer} hasDraft={false}>
      {signing.trouble !== null && <Callout tone="danger">{cosignFailureText(signing.trouble)}</Callout>}
      {signed !== null && saving === "saved" && (
        <Callout tone="success" title={t("cosign:request.signed")}>
          {t("cosign:request.next", { name: signed.name, officer: `${safeText(order.from.officer)} (${agencyText(order.from.agency)})` })}
        </Callout>
      )}
      {signed !== null && (saving === "cancelled" || saving === "failed") && <Callout tone="warning">{t("cosign:request.notSaved")}</Callout>}
      <Callout tone="info">{t("cosign:request.plain")}</Callout>
      <OrderFacts order={order} />
    </Dialog>
  );
}

/** Signs once; the file of it can be saved again while the dialog is open. */
function useSigning(bytes: Bytes) {
  const [isSigning, setSigning] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [signed, setSigned] = useState<SmallFile | null>(null);
  const { saving, save } = useSmallSaving();
  const sign = async (): Promise<void> => {
    if (signed !== null) return save(signed);
    setSigning(true);
    setTrouble(null);
    const answer = await askCore("cosign", { bytes });
    setSigning(false);
    if (!answer.ok) return setTrouble(answer.error);
    setSigned(answer.value);
    await save(answer.value);
  };
  return { isBusy: isSigning || saving === "saving", trouble, signed, saving, act: () => void sign() };
}
