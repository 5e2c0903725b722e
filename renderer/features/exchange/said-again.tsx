import type { ReactNode } from "react";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { openDialog } from "../../state/desk.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface SaidAgainProps {
  readonly review: BundleReview;
  /** Nothing is left to be decided of the bundle itself: one may go on to what waits. */
  readonly mayOpen: boolean;
  /** Takes note of the bundle, and then shows what waits under the key; null = it is taken note of. */
  readonly take: ((key: AuthorId) => void) | null;
}

/** What of the statements that wait under a stolen key the sender says again by signing this bundle: a ground to keep them, and no ruling yet. */
export function SaidAgain({ review: { caseId, saidAgain }, mayOpen, take }: SaidAgainProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const show = async (key: AuthorId): Promise<void> => {
    if (await openCaseById(caseId)) openDialog({ kind: "stolen", key });
  };
  return saidAgain.map(({ key, by, officer, agency, count, withdrawn, waiting }) => (
    <Callout
      key={key}
      tone="warning"
      title={t("stolen:again.review", { count, number: format.number(count), waiting: format.number(waiting), key: key.slice(0, 8) })}
    >
      {t("stolen:again.by", { officer: safeText(officer), agency: agencyText(agency), key: by.slice(0, 8) })}{" "}
      {t(withdrawn === count ? "stolen:again.ends" : mayOpen ? "stolen:again.now" : "stolen:again.later")}
      {mayOpen && (
        <div className="exchange-do">
          <Button isSmall icon="key" onClick={() => (take === null ? void show(key) : take(key))}>
            {t("stolen:again.open")}
          </Button>
        </div>
      )}
    </Callout>
  ));
}
