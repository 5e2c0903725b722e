import { type ReactNode, useCallback, useMemo, useState } from "react";
import { type BundleReview, type ReviewedRow, type RowState, rowStates } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { TreeGrid } from "../../ui/tree-grid.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { GradeRules } from "./grade-rules.tsx";
import { useReviewColumns } from "./review-columns.tsx";
import {
  chosenWith,
  decided,
  type FactLine,
  isNothing,
  nothingChosen,
  reviewLines,
  type ReviewLine,
  shownRows,
  tickOf,
  toggledChoice,
} from "./review-lines.ts";
import type { Picking } from "./use-picking.ts";

interface ReviewGridProps {
  readonly review: BundleReview;
  readonly picking: Picking;
  /** False = one may only look. */
  readonly mayChoose: boolean;
}

/** What arrived against what is here, thing by thing and value by value: filtered, walked by keys, chosen. */
export function ReviewGrid({ review, picking, mayChoose }: ReviewGridProps): ReactNode {
  const t = useTranslate();
  const [state, setState] = useState<RowState | null>(null);
  const [text, setText] = useState("");
  const { open, toggleOpen } = useOpenRows(review.token);
  const shown = useMemo(() => shownRows(review.rows, { state, text: text.trim().toLowerCase() }), [review.rows, state, text]);
  const lines = useMemo(() => reviewLines(shown, open), [shown, open]);
  const { toggle, decide } = useHand(picking);
  const [isRuling, setRuling] = useState(false);
  const columns = useReviewColumns({ ...picking, mayChoose, toggle, decide });
  const press = (code: string, line: ReviewLine): string | boolean => {
    const side = ({ Digit1: "ours", Digit2: "theirs", Digit3: "both" } as const)[code];
    if (side !== undefined && mayChoose && line.kind === "fact" && line.property.isConflict) {
      decide(line, side);
      return true;
    }
    if (code !== "KeyJ" && code !== "KeyK") return false;
    const at = shown.findIndex(({ entity }) => entity === line.row.entity);
    return shown[at + (code === "KeyJ" ? 1 : -1)]?.entity ?? line.row.entity;
  };
  return (
    <div className="exchange-diff">
      <div className="exchange-tools">
        <SearchField label={t("exchange:preview.find")} clearLabel={t("exchange:preview.clear")} value={text} onChange={setText} />
        <StateFilters rows={review.rows} chosen={state} choose={setState} />
        {mayChoose && (
          <>
            <ChooseButtons {...{ picking, shown }} />
            <Button isSmall isMinimal icon="predictive-analysis" isActive={isRuling} onClick={() => setRuling(!isRuling)}>
              {t("arrival:rules.open")}
            </Button>
          </>
        )}
        <span className="exchange-muted exchange-keys">{t(mayChoose ? "arrival:keys" : "arrival:keysLook")}</span>
      </div>
      {isRuling && <GradeRules {...{ review, picking }} onDone={() => setRuling(false)} />}
      <TreeGrid
        label={t("arrival:tab")}
        columns={columns}
        rows={lines}
        onToggle={(line, isOpen) => toggleOpen(line.row.entity, isOpen)}
        onSpace={(line) => mayChoose && toggle(line)}
        onKey={press}
        toneOf={({ row }) => (row.state === "known" ? "stays" : "")}
        emptyText={t("arrival:none")}
      />
    </div>
  );
}

function useHand({ setChosen, setDecisions }: Picking) {
  const toggle = useCallback((line: ReviewLine) => setChosen((chosen) => toggledChoice(line, chosen)), [setChosen]);
  const decide = useCallback(
    (line: FactLine, side: "ours" | "theirs" | "both") => {
      setDecisions((decisions) => decided(line, side, decisions));
      // Where something is chosen, a value that is to be relied on comes with it.
      if (side === "theirs") setChosen((chosen) => (isNothing(chosen) || tickOf(line, chosen) === "on" ? chosen : toggledChoice(line, chosen)));
    },
    [setDecisions, setChosen],
  );
  return { toggle, decide };
}

/** Open rows and what is said of each, asked for once; null = on its way. */
function useOpenRows(token: string) {
  const [open, setOpen] = useState<ReadonlyMap<EntityId, ReviewedRow | null>>(new Map());
  const put = (entity: EntityId, about: ReviewedRow | null): void => setOpen((before) => new Map([...before, [entity, about]]));
  const ask = async (entity: EntityId): Promise<void> => {
    put(entity, null);
    const answer = await askCore("reviewRow", { token, entity });
    if (answer.ok) setOpen((before) => (before.has(entity) ? new Map([...before, [entity, answer.value]]) : before));
  };
  const toggleOpen = (entity: EntityId, isOpen: boolean): void => {
    if (isOpen) void ask(entity);
    else setOpen((before) => new Map([...before].filter(([id]) => id !== entity)));
  };
  return { open, toggleOpen };
}

function StateFilters({
  rows,
  chosen,
  choose,
}: {
  readonly rows: BundleReview["rows"];
  readonly chosen: RowState | null;
  readonly choose: (state: RowState | null) => void;
}): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const counts = useMemo(() => rowStates.map((state) => ({ state, count: rows.filter(({ states }) => states.includes(state)).length })), [rows]);
  return (
    <div className="exchange-filters" role="group" aria-label={t("exchange:preview.show")}>
      <Button isSmall isMinimal isActive={chosen === null} onClick={() => choose(null)}>
        {t("review:all")} {format.number(rows.length)}
      </Button>
      {counts.map(({ state, count }) =>
        count === 0 ? null : (
          <Button key={state} isSmall isMinimal isActive={chosen === state} title={t(`arrival:meaning.${state}`)} onClick={() => choose(state)}>
            {t(`arrival:filter.${state}`)} {format.number(count)}
          </Button>
        ),
      )}
    </div>
  );
}

function ChooseButtons({ picking: { chosen, setChosen }, shown }: { readonly picking: Picking; readonly shown: BundleReview["rows"] }): ReactNode {
  const t = useTranslate();
  return (
    <>
      <Button isSmall isMinimal icon="tick" onClick={() => setChosen((before) => chosenWith(shown, before))}>
        {t("arrival:chooseShown")}
      </Button>
      <Button isSmall isMinimal icon="cross" isDisabled={isNothing(chosen)} onClick={() => setChosen(() => nothingChosen)}>
        {t("arrival:chooseNone")}
      </Button>
    </>
  );
}
