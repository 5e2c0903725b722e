import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { Identity, Partner } from "../../../shared/partner/model.ts";
import { askCore } from "../../state/ask.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Callout } from "../../ui/callout.tsx";
import type { FailureKind } from "../../ui/failure-text.ts";
import { FileField, RadioField, TextField } from "../../ui/field.tsx";
import { MarkingSelect } from "../../ui/marking-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard } from "../../ui/wizard.tsx";
import { identityFailureText } from "./exchange-words.ts";
import { IdentityFacts } from "./partner-facts.tsx";

/** An identity file that was read, and its bytes for the admission. */
interface Inspected {
  readonly identity: Identity;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
interface Trouble {
  readonly kind: FailureKind;
  readonly where?: string;
}
/** How the officer became sure. */
interface Comparison {
  readonly typedGroup: string;
  readonly verified: (typeof ways)[number];
  readonly ceiling: Handling;
}
const ways = ["in-person", "phone", "document"] as const satisfies readonly Partner["verified"][];

interface AddPartnerProps {
  readonly partners: readonly Partner[];
  /** An identity file dropped on the window, read at once; null = choose one. */
  readonly dropped: File | null;
  readonly onDone: () => void;
}

/** A partner is admitted in two steps: read the file, then compare its fingerprint with a human being. */
export function AddPartner({ partners, dropped, onDone }: AddPartnerProps): ReactNode {
  const t = useTranslate();
  const { inspected, trouble, inspect, setTrouble, forget } = useInspected(dropped);
  const [isBusy, setBusy] = useState(false);
  const [comparison, setComparison] = useState<Comparison>({ typedGroup: "", verified: "in-person", ceiling: "amber" });

  const admit = async (): Promise<void> => {
    if (inspected === null) return;
    setBusy(true);
    const admitted = await askCore("admitPartner", { bytes: inspected.bytes, ...comparison });
    setBusy(false);
    if (!admitted.ok) return setTrouble(admitted.error);
    notify("success", "exchange:add.done", { officer: admitted.value.officer });
    onDone();
  };
  const change = (part: Partial<Comparison>): void => {
    setComparison({ ...comparison, ...part });
    setTrouble(null);
  };
  const canAdmit = /^\s*\d{5}\s*$/.test(comparison.typedGroup);
  return (
    <Wizard
      title={t("exchange:add.title")}
      icon="new-person"
      steps={[t("exchange:add.step.file"), t("exchange:add.step.compare")]}
      current={inspected === null ? 0 : 1}
      onClose={closeDialog}
      back={inspected === null ? onDone : forget}
      next={
        inspected === null
          ? undefined
          : { label: t("exchange:add.admit"), icon: "tick", isAct: true, isDisabled: !canAdmit, isBusy, run: () => void admit() }
      }
      note={inspected !== null && !canAdmit && t("exchange:add.typeFirst")}
    >
      <div className="exchange-scroll">
        {trouble !== null && <Callout tone="danger">{identityFailureText(trouble)}</Callout>}
        {inspected === null ? (
          <FileStep onFile={(file) => void inspect(file)} />
        ) : (
          <CompareStep
            identity={inspected.identity}
            isKnown={partners.some(({ author }) => author === inspected.identity.author)}
            {...{ comparison, change }}
          />
        )}
      </div>
    </Wizard>
  );
}

/** The identity file that was read, or why it could not be. */
function useInspected(dropped: File | null) {
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const inspect = useCallback(async (file: File): Promise<void> => {
    const read = await readIdentity(file);
    setTrouble(read.ok ? null : read.error);
    setInspected(read.ok ? read.value : null);
  }, []);
  useEffect(() => {
    if (dropped !== null) void inspect(dropped);
  }, [dropped, inspect]);
  const forget = (): void => {
    setInspected(null);
    setTrouble(null);
  };
  return { inspected, trouble, inspect, setTrouble, forget };
}

function FileStep({ onFile }: { readonly onFile: (file: File) => void }): ReactNode {
  const t = useTranslate();
  return (
    <>
      <FileField label={t("exchange:add.choose")} accept=".dalel-id" autoFocus onFile={onFile} />
      <p className="exchange-muted">{t("exchange:add.fileHelp")}</p>
    </>
  );
}

interface CompareProps {
  readonly identity: Identity;
  readonly isKnown: boolean;
  readonly comparison: Comparison;
  readonly change: (part: Partial<Comparison>) => void;
}

function CompareStep({ identity, isKnown, comparison, change }: CompareProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="exchange-compare">
      {isKnown && <Callout>{t("exchange:add.known")}</Callout>}
      <IdentityFacts identity={identity} isLarge />
      <p>{t("exchange:add.how")}</p>
      <div className="exchange-admit">
        <TextField
          label={t("exchange:add.lastGroup")}
          help={t("exchange:add.lastGroupHelp")}
          value={comparison.typedGroup}
          isRequired
          isMono
          autoFocus
          onChange={(typedGroup) => change({ typedGroup })}
        />
        <MarkingSelect label={t("exchange:add.ceiling")} value={comparison.ceiling} onChange={(ceiling) => change({ ceiling })} />
      </div>
      <RadioField
        label={t("exchange:add.way")}
        value={comparison.verified}
        options={ways.map((way) => ({ value: way, label: t(`exchange:add.ways.${way}`) }))}
        onChange={(picked) => change({ verified: ways.find((way) => way === picked) ?? comparison.verified })}
      />
    </div>
  );
}

type Read = { readonly ok: true; readonly value: Inspected } | { readonly ok: false; readonly error: Trouble };

/** An identity file is below a kilobyte; a huge one is not even read. Our own is refused at once. */
async function readIdentity(file: File): Promise<Read> {
  if (file.size > 65_536) return { ok: false, error: { kind: "too-large" } };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = await askCore("inspectIdentity", { bytes });
  if (!read.ok) return read;
  if (read.value.author === useDesk.getState().me?.author) return { ok: false, error: { kind: "our-own" } };
  return { ok: true, value: { identity: read.value, bytes } };
}
