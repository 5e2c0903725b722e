import { type ReactNode, useState } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { useTranslate } from "../../ui/translate.ts";
import type { Inspected } from "./identity-source.tsx";

interface OfferedProps {
  readonly inspected: Inspected;
  /** The partner with the same signing key. */
  readonly partner: ListedPartner;
  readonly onDone: (chosen: AuthorId) => void;
}

/** The identity file of a partner we know brings a post-quantum key we do not: it is taken alone, without comparing again what was compared. */
export function OfferedHybrid({ inspected, partner, onDone }: OfferedProps): ReactNode {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const { identity, bytes } = inspected;
  const isTrusted = partner.standing === "active" || partner.standing === "expiring";
  if (identity.hybridRecipient === "" || partner.hybridRecipient !== "" || !isTrusted) return null;
  const take = async (): Promise<void> => {
    setBusy(true);
    const taken = await askCore("takeKeyNotice", { bytes });
    setBusy(false);
    if (taken.ok && taken.value.outcome === "hybrid-learned") {
      notify("success", "partners:hybrid.taken", { officer: partner.officer });
      return onDone(partner.author);
    }
    const why = taken.ok ? t(`partners:notice.outcome.${taken.value.outcome}`) : failureText(taken.error);
    notify("danger", "partners:hybrid.notTaken", { why });
  };
  return (
    <Callout>
      <p>{t("partners:hybrid.offer")}</p>
      <Button isSmall intent="primary" isLoading={isBusy} onClick={() => void take()}>
        {t("partners:hybrid.take")}
      </Button>
    </Callout>
  );
}
