import { type ReactNode, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { type PairSaying, sayOfPair } from "./acts.ts";
import "./sameness.css";

/** Says of two that they are not one, or may be, and briefly why. Open while the desk says so. */
export function PairDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "pair" ? <OpenDialog saying={dialog.says} ids={[dialog.a, dialog.b]} /> : null;
}

function OpenDialog({ saying, ids: [a, b] }: { readonly saying: PairSaying; readonly ids: readonly [EntityId, EntityId] }): ReactNode {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const [why, setWhy] = useState("");
  const [isBusy, setBusy] = useState(false);
  const say = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    if (await sayOfPair(saying, { a, b, why })) closeDialog();
    else setBusy(false);
  };
  const footer = (
    <>
      <CancelButton />
      <Button intent="primary" isLoading={isBusy} onClick={() => void say()}>
        {t(`sameness:${saying}.submit`)}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t(`sameness:${saying}.title`)} icon={saying === "distinct" ? "disable" : "help"} onClose={closeDialog} footer={footer}>
      <ul className="sameness-pair">
        {[a, b].map((id) => {
          const entity = entities.get(id);
          return (
            entity !== undefined && (
              <li key={id}>
                <TypeIcon type={entity.type} size={20} />
                <EntityName entity={entity} />
                <span className="mono sameness-muted">{id.slice(0, 6)}</span>
              </li>
            )
          );
        })}
      </ul>
      <p className="sameness-hint">{t(`sameness:${saying}.hint`)}</p>
      <TextField label={t("sameness:why")} value={why} help={t("sameness:whyHelp")} autoFocus onChange={setWhy} onEnter={() => void say()} />
    </Dialog>
  );
}
