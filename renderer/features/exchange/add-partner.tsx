import { type ReactNode, useState } from "react";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { Identity, Partner } from "../../../shared/partner/model.ts";
import { askCore } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { Callout } from "../../ui/callout.tsx";
import { FileField, RadioField, TextField } from "../../ui/field.tsx";
import { MarkingSelect } from "../../ui/marking-field.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard } from "../../ui/wizard.tsx";
import { IdentityCard } from "./identity-card.tsx";
import { identityRefusal } from "./words.ts";

/** An identity file that can be read, and its bytes for the core. */
interface Read {
  readonly identity: Identity;
  readonly bytes: Bytes;
}
const ways = ["in-person", "phone", "document"] as const satisfies readonly Partner["verified"][];

/** The file, then the comparing aloud: nobody is admitted by a file alone. */
export function AddPartner({ onBack, onDone }: { readonly onBack: () => void; readonly onDone: () => void }): ReactNode {
  const t = useTranslate();
  const [read, setRead] = useState<Read | null>(null);
  const [group, setGroup] = useState("");
  const [verified, setVerified] = useState<Partner["verified"] | null>(null);
  const [ceiling, setCeiling] = useState<Handling>("amber");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const inspect = async (file: File): Promise<void> => {
    setTrouble(null);
    setGroup("");
    const bytes = new Uint8Array(await file.arrayBuffer());
    const seen = await askCore("inspectIdentity", { bytes });
    setRead(seen.ok ? { identity: seen.value, bytes } : null);
    if (!seen.ok) setTrouble(identityRefusal(t, seen.error));
  };
  const admit = async (): Promise<void> => {
    if (read === null || verified === null) return;
    setBusy(true);
    const admitted = await askCore("admitPartner", { bytes: read.bytes, typedGroup: group.trim(), verified, ceiling });
    setBusy(false);
    if (!admitted.ok) return setTrouble(identityRefusal(t, admitted.error));
    notify("success", "exchange:add.done", { officer: safeText(admitted.value.officer), agency: admitted.value.agency.toUpperCase() });
    onDone();
  };
  return (
    <Wizard
      title={t("exchange:partners.add")}
      icon="new-person"
      steps={[t("exchange:add.file"), t("exchange:add.compare")]}
      current={read === null ? 0 : 1}
      onClose={onBack}
      back={read === null ? onBack : () => setRead(null)}
      next={{
        label: t("exchange:add.admit"),
        icon: "endorsed",
        isAct: true,
        isBusy,
        isDisabled: read === null || verified === null || !/^\d{5}$/.test(group.trim()),
        run: () => void admit(),
      }}
    >
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      {read === null ? (
        <FileField label={t("exchange:add.choose")} accept=".dalel-id" help={t("exchange:add.chooseHelp")} autoFocus onFile={(file) => void inspect(file)} />
      ) : (
        <div className="exchange-compare">
          <IdentityCard identity={read.identity} isLarge />
          <Callout tone="info" title={t("exchange:add.how")}>
            {t("exchange:add.howText", { officer: safeText(read.identity.officer) })}
          </Callout>
          <div className="exchange-pair">
            <TextField label={t("exchange:add.group")} help={t("exchange:add.groupHelp")} value={group} isMono isRequired autoFocus onChange={setGroup} />
            <MarkingSelect label={t("exchange:add.ceiling")} value={ceiling} onChange={setCeiling} />
          </div>
          <RadioField
            label={t("exchange:add.verified")}
            value={verified ?? ""}
            isInline
            options={ways.map((way) => ({ value: way, label: t(`exchange:verified.${way}`) }))}
            onChange={(picked) => setVerified(ways.find((way) => way === picked) ?? null)}
          />
        </div>
      )}
    </Wizard>
  );
}
