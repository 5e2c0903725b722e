import { type ReactNode, useState } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import { askCore } from "../../state/ask.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Callout } from "../../ui/callout.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard } from "../../ui/wizard.tsx";
import { type Comparison, CompareStep } from "./compare-step.tsx";
import { identityFailureText } from "./exchange-words.ts";
import { OfferedHybrid } from "./offered-hybrid.tsx";
import { IdentitySource, type Trouble, useInspected } from "./identity-source.tsx";
import { inAYear, troubleOfEnd } from "./trust-fields.tsx";

interface AddPartnerProps {
  readonly partners: readonly ListedPartner[];
  /** An identity file dropped on the window, read at once; null = choose one. */
  readonly dropped: File | null;
  /** A key we know, or that a partner announced, to be compared now; null = it comes from outside. */
  readonly known: Identity | null;
  readonly onDone: (chosen?: AuthorId) => void;
}

/** A partner is admitted in two steps: read the identity, then compare its fingerprint with a human being. A known key is only compared. */
export function AddPartner({ partners, dropped, known, onDone }: AddPartnerProps): ReactNode {
  const t = useTranslate();
  const { inspected, trouble, inspectFile, inspectText, setTrouble, forget } = useInspected(dropped);
  const [isBusy, setBusy] = useState(false);
  const identity = known ?? inspected?.identity ?? null;
  const [comparison, setComparison] = useComparison(partners, identity);

  const admit = async (): Promise<void> => {
    setBusy(true);
    const admitted =
      inspected === null
        ? known !== null && (await askCore("verifyPartner", { author: known.author, ...comparison }))
        : await askCore("admitPartner", { bytes: inspected.bytes, ...comparison });
    setBusy(false);
    if (admitted === false) return;
    if (!admitted.ok) return setTrouble(admitted.error);
    notify("success", "exchange:add.done", { officer: admitted.value.officer });
    onDone(admitted.value.author);
  };
  const change = (part: Partial<Comparison>): void => {
    setComparison({ ...comparison, ...part });
    setTrouble(null);
  };
  const canAdmit = isTyped(comparison) && troubleOfEnd(comparison.trustedUntil, "") === null;
  const knownPartner = partners.find(({ author }) => author === identity?.author);
  const steps = known === null ? [t("exchange:add.step.file"), t("exchange:add.step.compare")] : [t("exchange:add.step.compare")];
  return (
    <Wizard
      title={t(known === null ? "exchange:add.title" : "partners:act.verify")}
      icon="new-person"
      steps={steps}
      current={identity === null ? 0 : steps.length - 1}
      onClose={closeDialog}
      back={known !== null || identity === null ? () => onDone() : forget}
      next={
        identity === null
          ? undefined
          : {
              label: t(known === null ? "exchange:add.admit" : "partners:verify.do"),
              icon: "tick",
              isAct: true,
              isDisabled: !canAdmit,
              isBusy,
              run: () => void admit(),
            }
      }
      note={identity !== null && !isTyped(comparison) && t("exchange:add.typeFirst")}
    >
      <div className="exchange-scroll">
        {trouble !== null && <Refusal trouble={trouble} />}
        {inspected !== null && knownPartner !== undefined && <OfferedHybrid inspected={inspected} partner={knownPartner} onDone={onDone} />}
        {identity === null ? (
          <IdentitySource onFile={(file) => void inspectFile(file)} onText={(text) => void inspectText(text)} />
        ) : (
          <CompareStep identity={identity} isKnown={knownPartner !== undefined} {...{ comparison, change }} />
        )}
      </div>
    </Wizard>
  );
}

/** Whether the five digits are typed. */
const isTyped = ({ typedGroup }: Comparison): boolean => /^\s*\d{5}\s*$/.test(typedGroup);

/** What is filled in: of a known partner as it was, of another as is usual. */
function useComparison(partners: readonly ListedPartner[], identity: Identity | null) {
  const officer = useDesk((desk) => desk.me?.officer ?? "");
  const [typed, setTyped] = useState<Comparison | null>(null);
  const before = partners.find(
    ({ author, replaced }) => author === identity?.author || (identity !== null && replaced?.by.author === identity.author),
  );
  const { ceiling = "amber", officialUse = false, note = "" } = before ?? {};
  const usual: Comparison = { typedGroup: "", verified: "in-person", verifiedBy: officer, ceiling, officialUse, trustedUntil: inAYear(), note };
  return [typed ?? usual, setTyped] as const;
}

/** Fingerprints that differ stop everything, and look like it. */
function Refusal({ trouble }: { readonly trouble: Trouble }): ReactNode {
  const t = useTranslate();
  const isStop = trouble.kind === "wrong-fingerprint";
  const text = identityFailureText(trouble);
  return isStop ? (
    <div className="partners-stop" role="alert">
      <strong>{t("partners:stop")}</strong>
      <p>{text}</p>
    </div>
  ) : (
    <Callout tone="danger">{text}</Callout>
  );
}
