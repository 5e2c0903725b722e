import { type FormEvent, type ReactNode, useState } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import { askCore } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts } from "./partner-facts.tsx";
import { troubleOfEnd, TrustFields, type TrustWish } from "./trust-fields.tsx";

interface LimitsProps {
  readonly partner: ListedPartner;
  /** It was opened to set the last day: that field has the focus. */
  readonly isAboutEnd: boolean;
  readonly onDone: () => void;
}

/** Changes what a partner may receive and how long we trust it, without comparing anew. */
export function PartnerLimits({ partner, isAboutEnd, onDone }: LimitsProps): ReactNode {
  const t = useTranslate();
  const { author, ceiling, officialUse, trustedUntil, note } = partner;
  const [trust, setTrust] = useState<TrustWish>({ ceiling, officialUse, trustedUntil, note });
  const [trouble, setTrouble] = useState<string | null>(null);
  const canSave = troubleOfEnd(trust.trustedUntil, trustedUntil) === null;
  const save = async (): Promise<void> => {
    const changed = await askCore("changeTrust", { author, ...trust });
    if (!changed.ok) return setTrouble(failureText(changed.error));
    notify("success", "partners:limits.done", { officer: partner.officer });
    onDone();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (canSave) void save();
  };
  const footer = (
    <>
      <Button icon="arrow-left" onClick={onDone}>
        {t("common:back")}
      </Button>
      <Button intent="primary" icon="tick" isDisabled={!canSave} onClick={() => void save()}>
        {t("partners:limits.save")}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      title={t(isAboutEnd ? "partners:chosen.expiry" : "partners:act.limits")}
      icon="people"
      width="large"
      onClose={closeDialog}
      footer={footer}
    >
      <form className="partners-form" onSubmit={submit}>
        {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
        <IdentityFacts identity={partner} />
        <TrustFields trust={trust} change={(part) => setTrust({ ...trust, ...part })} before={trustedUntil} isAboutEnd={isAboutEnd} />
      </form>
    </Dialog>
  );
}
