import { type ReactNode, useState } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import { type AuthorId, type InstantMs, parseInstantMs } from "../../../shared/kernel/brand.ts";
import { dayOf, startOfDay } from "../../../shared/kernel/day.ts";
import type { RevocationReason } from "../../../shared/partner/model.ts";
import { askCore } from "../../state/ask.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { failureText, openingFailureText } from "../../ui/failure-text.ts";
import { DateField, RadioField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts } from "./partner-facts.tsx";
import { ProofPart } from "./proof-part.tsx";
import { saveSmallFile, type SmallFile } from "./save-small-file.ts";
import { showPartners } from "./show-partners.ts";
import { isWholeDay, today } from "./trust-fields.tsx";
import { type AskedProof, useAskedProof } from "./use-asked-proof.ts";

const reasons = ["stolen", "lost", "left"] as const satisfies readonly RevocationReason[];

interface RevokeProps {
  /** A colleague; null = our own key. */
  readonly partner: ListedPartner | null;
  readonly onDone: (chosen?: AuthorId) => void;
}

/** Says with our key that a key is not to be believed: why, from when; then the notice is saved and handed on. */
export function RevokeKey({ partner, onDone }: RevokeProps): ReactNode {
  const t = useTranslate();
  const me = useDesk((desk) => desk.me);
  const about = partner ?? me;
  const [reason, setReason] = useState<RevocationReason>("stolen");
  const [from, setFrom] = useState(today);
  const asked = useAskedProof();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [notice, setNotice] = useState<SmallFile | null>(null);
  const back = (): void => (partner === null ? showPartners("ours") : onDone(partner.author));
  const wrongDay = about === null ? null : troubleOfStart(from, reason, about.createdAt);
  const canRevoke = about !== null && wrongDay === null && asked.proof !== null && !isBusy;
  const revoke = async (): Promise<void> => {
    const at = startOf(from);
    if (!canRevoke || at === null || asked.proof === null) return;
    setBusy(true);
    const revoked = await askCore("revokeKey", { author: about.author, reason, from: at, proof: asked.proof });
    setBusy(false);
    asked.setText("");
    if (!revoked.ok) return setTrouble(openingFailureText(revoked.error, asked.hasKeyFile));
    setTrouble(null);
    setNotice(revoked.value);
  };
  const footer = (
    <>
      <Button icon="arrow-left" autoFocus onClick={back}>
        {t("common:back")}
      </Button>
      {notice === null ? (
        <Button intent="danger" icon="ban-circle" isDisabled={!canRevoke && !isBusy} isLoading={isBusy} onClick={() => void revoke()}>
          {t("partners:revoke.do")}
        </Button>
      ) : (
        <Button onClick={closeDialog}>{t("common:close")}</Button>
      )}
    </>
  );
  return (
    <Dialog
      isOpen
      title={t(partner === null ? "partners:command.revoke" : "partners:act.revoke")}
      icon="ban-circle"
      onClose={closeDialog}
      footer={footer}
    >
      <div className="partners-form">
        {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
        {about !== null && <IdentityFacts identity={about} />}
        {notice === null ? (
          <Asking {...{ reason, setReason, from, setFrom, wrongDay, asked }} isOurs={partner === null} revoke={() => void revoke()} />
        ) : (
          <Revoked notice={notice} isOurs={partner === null} />
        )}
      </div>
    </Dialog>
  );
}

type WrongStart = "bad-date" | "before-key" | "day-to-come";

/** What is wrong with the first day; null = nothing. The core judges it again. */
function troubleOfStart(day: string, reason: RevocationReason, madeAt: number): WrongStart | null {
  if (day === "" || !isWholeDay(day)) return "bad-date";
  if (day < dayOf(madeAt)) return "before-key";
  return reason !== "left" && day > today() ? "day-to-come" : null;
}

/** The beginning of a day where the officers work: what was signed in its first hours is not believed either. */
function startOf(day: string): InstantMs | null {
  return parseInstantMs(startOfDay(day));
}

interface AskingProps {
  readonly reason: RevocationReason;
  readonly setReason: (reason: RevocationReason) => void;
  readonly from: string;
  readonly setFrom: (day: string) => void;
  readonly wrongDay: WrongStart | null;
  readonly asked: AskedProof;
  readonly isOurs: boolean;
  readonly revoke: () => void;
}

function Asking({ reason, setReason, from, setFrom, wrongDay, asked, isOurs, revoke }: AskingProps): ReactNode {
  const t = useTranslate();
  return (
    <>
      <Callout tone="warning">{t(isOurs ? "partners:revoke.warning" : "partners:revoke.warningColleague")}</Callout>
      <RadioField
        label={t("partners:revoke.why")}
        value={reason}
        options={reasons.map((each) => ({ value: each, label: t(`partners:revoke.reason.${each}`) }))}
        onChange={(picked) => setReason(reasons.find((each) => each === picked) ?? reason)}
      />
      <DateField
        label={t("partners:revoke.from")}
        help={t("partners:revoke.fromHelp")}
        value={from}
        onChange={setFrom}
        isRequired
        error={wrongDay === null ? undefined : wrongDay === "bad-date" ? t("partners:field.wholeDay") : failureText({ kind: wrongDay })}
      />
      <ProofPart asked={asked} onEnter={revoke} help={t("partners:revoke.proofHelp")} />
    </>
  );
}

function Revoked({ notice, isOurs }: { readonly notice: SmallFile; readonly isOurs: boolean }): ReactNode {
  const t = useTranslate();
  return (
    <>
      <Callout tone="success" title={t("partners:revoke.done")}>
        {t(isOurs ? "partners:revoke.doneOurs" : "partners:revoke.doneColleague")}
      </Callout>
      <Button icon="export" intent="primary" autoFocus onClick={() => void saveSmallFile(notice)}>
        {t("partners:revoke.save")}
      </Button>
    </>
  );
}
