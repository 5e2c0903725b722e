import { type ReactNode, useEffect, useState } from "react";
import type { MissingBundles as Missing } from "../../../shared/case/ledger-door.ts";
import { askCore } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { openDialog } from "../../state/desk.ts";
import { Icon } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { usePartners } from "./use-partners.ts";
import { agencyText } from "../../ui/agency-text.ts";

/** That bundles partners made for us never arrived, and which; opens the partners, who can send them again. Nothing while none is missing. */
export function MissingBundles(): ReactNode {
  const missing = useMissing();
  return missing.length === 0 ? null : <Found missing={missing} />;
}

function Found({ missing }: { readonly missing: readonly Missing[] }): ReactNode {
  const t = useTranslate();
  const { partners } = usePartners();
  const count = missing.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const named = missing.map(({ author, numbers }) => {
    const partner = partners?.find((each) => each.author === author);
    const sender = partner === undefined ? `${author.slice(0, 8)}…` : `${partner.officer}, ${agencyText(partner.agency)}`;
    return t("exchange:missing.of", { sender, numbers: numbers.join(", ") });
  });
  return (
    <button
      type="button"
      className="shell-status-damage tabular"
      title={t("exchange:missing.what", { named: named.join("; ") })}
      onClick={() => openDialog({ kind: "partners", file: null })}
    >
      <Icon name="warning-sign" size={12} />
      {t("exchange:missing.count", { count })}
    </button>
  );
}

/** Asked anew whenever records came. */
function useMissing(): readonly Missing[] {
  const commits = useCaseMirror(({ history }) => history.commits);
  const caseId = useCaseMirror(({ opened }) => opened?.caseId ?? null);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  useEffect(() => {
    let isShown = true;
    if (caseId === null || commits === 0) setMissing([]);
    else
      void askCore("missingBundles", null).then((answer) => {
        if (isShown) setMissing(answer.ok ? answer.value : []);
      });
    return () => {
      isShown = false;
    };
  }, [caseId, commits]);
  return missing;
}
