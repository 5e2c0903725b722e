import { type FormEvent, type ReactNode, useState } from "react";
import { askCore, askOrTell, tellFailure } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { type ChosenFile, KeyFileField } from "../../ui/key-file-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ProofFields } from "./proof-fields.tsx";
import { useProof } from "./use-proof.ts";

/**
 * A file that is asked for beside the passphrase: made and saved, then chosen again as a proof that it was saved, and only then asked for.
 * It is exchanged and removed the same way.
 */
export function KeyFilePart(): ReactNode {
  const t = useTranslate();
  const asked = useProof();
  const [next, setNext] = useState<ChosenFile | null>(null);
  const { hasKeyFile } = asked.lock;
  const set = async (file: ChosenFile | null): Promise<void> => {
    const done = await asked.run(async () => {
      const change = { passphrase: asked.text, held: asked.file?.bytes ?? null, keyFile: file?.bytes ?? null };
      const answer = await askCore("setKeyFile", change);
      return answer.ok ? { ok: true, value: true } : answer;
    });
    if (done === null) return;
    notify("success", file === null ? "keys:file.removed" : "keys:file.set");
    closeDialog();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (asked.isReady && next !== null) void set(next);
  };
  return (
    <form className="gate-keys-form" onSubmit={submit}>
      <p className="gate-lead">{t(hasKeyFile ? "keys:file.textHeld" : "keys:file.text")}</p>
      <ProofFields asked={asked} mayRecover={false} />
      <h3 className="gate-keys-heading">{t("keys:file.new")}</h3>
      <Button icon="download" onClick={() => void saveNew()}>
        {t("keys:file.make")}
      </Button>
      <p className="gate-muted">{t("keys:file.makeHelp")}</p>
      <KeyFileField file={next} setFile={setNext} label={t("keys:file.chooseNew")} />
      <Callout tone="warning">{t("keys:file.warning")}</Callout>
      <div className="gate-moves">
        {hasKeyFile && (
          <Button icon="trash" isDisabled={!asked.isReady} onClick={() => void set(null)}>
            {t("keys:file.remove")}
          </Button>
        )}
        <Button type="submit" intent="primary" icon="key" isLoading={asked.isBusy} isDisabled={(!asked.isReady || next === null) && !asked.isBusy}>
          {t(hasKeyFile ? "keys:file.exchange" : "keys:file.use")}
        </Button>
      </div>
    </form>
  );
}

async function saveNew(): Promise<void> {
  const made = await askOrTell("makeKeyFile", null);
  if (made === null) return;
  const saved = await saveBytes({ name: made.name, mediaType: "application/octet-stream" }, made.bytes);
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("success", "keys:file.saved");
}
