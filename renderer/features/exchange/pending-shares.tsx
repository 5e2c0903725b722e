import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { PendingShare } from "../../../shared/case/cosign-door.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { audienceNames, officerNames } from "./share-words.ts";
import "./cosign.css";

interface PendingProps {
  readonly partners: readonly Partner[] | null;
  readonly isDisabled: boolean;
}

/** The shares of this case that wait for a second officer; one can stop waiting. */
export function PendingShares({ partners, isDisabled }: PendingProps): ReactNode {
  const t = useTranslate();
  const [pending, setPending] = useState<readonly PendingShare[] | null>(null);
  const ask = useCallback(async () => setPending((await askOrTell("pendingShares", null)) ?? []), []);
  useEffect(() => void ask(), [ask]);
  const drop = async (id: string): Promise<void> => {
    await askOrTell("dropPendingShare", { id });
    await ask();
  };
  if (pending === null || partners === null) return null;
  return (
    <section className="cosign-pending" aria-label={t("cosign:cosigned.waiting")}>
      <h3 className="exchange-heading">{t("cosign:cosigned.waiting")}</h3>
      {pending.length === 0 && <p className="exchange-muted">{t("cosign:cosigned.none")}</p>}
      <ul>
        {pending.map((share) => (
          <Pending key={share.id} {...{ share, partners, isDisabled }} onDrop={() => void drop(share.id)} />
        ))}
      </ul>
    </section>
  );
}

interface OneProps extends PendingProps {
  readonly share: PendingShare;
  readonly onDrop: () => void;
}

function Pending({ share: { plan, second, at }, partners, isDisabled, onDrop }: OneProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [isAsked, ask] = useState(false);
  const officers = audienceNames(t, plan, partners);
  return (
    <li>
      <div>
        <div className="cosign-pending-what">
          <span className="tabular">{t("cosign:cosigned.since", { date: format.dateTime(at) })}</span>
          <HandlingTag handling={plan.marking} />
        </div>
        <div>{t("cosign:cosigned.for", { officers })}</div>
        <div className="exchange-muted">{t("cosign:cosigned.second", { officer: officerNames([second], partners) })}</div>
        {isAsked && <div role="status">{t("cosign:cosigned.sure")}</div>}
      </div>
      <div className="cosign-pending-do">
        {isAsked && (
          <Button isSmall onClick={() => ask(false)}>
            {t("cosign:cosigned.keep")}
          </Button>
        )}
        <Button
          isSmall
          intent={isAsked ? "danger" : "none"}
          isDisabled={isDisabled}
          title={t("cosign:cosigned.dropOf", { officers })}
          onClick={isAsked ? onDrop : () => ask(true)}
        >
          {t("cosign:cosigned.drop")}
        </Button>
      </div>
    </li>
  );
}
