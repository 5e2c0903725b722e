import { type ReactNode, useEffect, useState } from "react";
import type { CopySuggestion } from "../../../shared/case/ledger-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { pairKey } from "../../../shared/projections/sameness.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { isEditable, useCaseMirror, useEntity, useIsBack } from "../../state/case-mirror.ts";
import { useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ValueText } from "../../ui/value-text.tsx";
import { markCopy } from "./acts.ts";
import { ExhibitText } from "./exhibit-text.tsx";

const job = "suggest-copies";

/** Texts that have much in common, beside the tree: which is the original is for the person to say. They are compared as the case stands now. */
export function CopySuggestions(): ReactNode {
  const t = useTranslate();
  if (!useIsBack()) return <SuggestedNow />;
  return (
    <section className="lineage-suggestions" aria-label={t("lineage:alike.title")}>
      <h3>{t("lineage:alike.title")}</h3>
      <p className="lineage-muted">{t("lineage:alike.notBack")}</p>
    </section>
  );
}

function SuggestedNow(): ReactNode {
  const t = useTranslate();
  const { found, isStopped, stop } = useCopySuggestions();
  const progress = useJobs(({ jobs }) => jobs.find(({ id }) => id === job));
  return (
    <section className="lineage-suggestions" aria-label={t("lineage:alike.title")}>
      <h3>{t("lineage:alike.title")}</h3>
      {found === null && !isStopped && (
        <>
          <Progress done={progress?.done ?? 0} total={progress?.total ?? 0} label={t("lineage:alike.reading")} />
          <Button isSmall icon="stop" onClick={stop}>
            {t("lineage:alike.stop")}
          </Button>
        </>
      )}
      {isStopped && <p className="lineage-muted">{t("lineage:alike.stopped")}</p>}
      {found !== null && found.length === 0 && <p className="lineage-muted">{t("lineage:alike.none")}</p>}
      <ul>
        {found?.map((each) => (
          <Suggestion key={pairKey(each.a, each.b)} suggestion={each} />
        ))}
      </ul>
    </section>
  );
}

function Suggestion({ suggestion: { a, b, resemblance } }: { readonly suggestion: CopySuggestion }): ReactNode {
  const t = useTranslate();
  return (
    <li className="lineage-suggestion">
      <strong>{t("lineage:alike.share", { percent: resemblance })}</strong>
      <span className="lineage-muted">{t("lineage:alike.which")}</span>
      <Original original={a} copy={b} percent={resemblance} />
      <Original original={b} copy={a} percent={resemblance} />
    </li>
  );
}

interface OriginalProps {
  readonly original: EntityId;
  readonly copy: EntityId;
  readonly percent: number;
}

/** One of the two, with what makes it the original. */
function Original({ original, copy, percent }: OriginalProps): ReactNode {
  const t = useTranslate();
  const exhibit = useEntity(original);
  const mayChange = useCaseMirror(isEditable);
  const [isBusy, setBusy] = useState(false);
  if (exhibit === undefined) return null;
  const mark = async (): Promise<void> => {
    setBusy(true);
    await markCopy(copy, original, t("lineage:alike.share", { percent }));
    setBusy(false);
  };
  return (
    <span className="lineage-original">
      <span className="lineage-which">
        <ExhibitText exhibit={exhibit} />
        <span className="lineage-muted">
          {["publisher", "publishedAt"].map((property) => {
            const value = exhibit.facts[property]?.[0]?.value;
            return value === undefined ? null : <ValueText key={property} value={value} type="exhibit" property={property} />;
          })}
        </span>
      </span>
      <Button isSmall isDisabled={!mayChange || isBusy} onClick={() => void mark()}>
        {t("lineage:alike.original")}
      </Button>
    </span>
  );
}

/** Asked at opening and after each change of the case; what was read before is not read again. Closing stops it. */
function useCopySuggestions(): { readonly found: readonly CopySuggestion[] | null; readonly isStopped: boolean; readonly stop: () => void } {
  const version = useCaseMirror((mirror) => mirror.version);
  const [found, setFound] = useState<readonly CopySuggestion[] | null>(null);
  const [isStopped, setStopped] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the case is what changes the suggestions
  useEffect(() => {
    let isShown = true;
    void askCore("suggestCopies", null).then((answer) => {
      if (!isShown) return;
      if (answer.ok) setFound(answer.value);
      else if (answer.error.kind === "cancelled") setStopped(true);
      else tellFailure(answer.error);
    });
    return () => {
      isShown = false;
      void askCore("cancel", { job });
    };
  }, [version]);
  return { found, isStopped: isStopped && found === null, stop: () => void askCore("cancel", { job }) };
}
