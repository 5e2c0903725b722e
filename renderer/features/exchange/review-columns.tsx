import { type ReactNode, useMemo } from "react";
import type { ReviewedValue, RowState } from "../../../shared/case/review-door.ts";
import { Button } from "../../ui/button.tsx";
import { tellCutText } from "../../ui/cut-text.ts";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { stateMarks, stateTones } from "../../state/overlay.ts";
import { AgencyTag, GradeTag, Tag } from "../../ui/tag.tsx";
import type { TreeGridColumn } from "../../ui/tree-grid.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useTypeName } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { propertyWord } from "./exchange-words.ts";
import { type Chosen, decisionKey, type Decisions, type FactLine, ourValue, type ReviewLine, tickOf } from "./review-lines.ts";
import { RowName } from "./row-name.tsx";

interface ReviewHand {
  readonly chosen: Chosen;
  readonly decisions: Decisions;
  readonly mayChoose: boolean;
  readonly toggle: (line: ReviewLine) => void;
  readonly decide: (line: FactLine, side: "ours" | "theirs" | "both") => void;
}

/** The tick, what it is about, and of each value: ours, theirs, what both had, and which to rely on. */
export function useReviewColumns({ chosen, decisions, mayChoose, toggle, decide }: ReviewHand): readonly TreeGridColumn<ReviewLine>[] {
  const t = useTranslate();
  return useMemo(
    () => [
      {
        id: "take",
        title: t("arrival:column.take"),
        width: "56px",
        render: (line) => (mayChoose ? <Tick {...{ line, chosen }} onToggle={() => toggle(line)} /> : null),
      },
      {
        id: "what",
        title: t("arrival:column.what"),
        width: "minmax(250px, 2.2fr)",
        isTree: true,
        render: (line) => (line.kind === "thing" ? <RowName row={line.row} /> : <PropertyName line={line} />),
      },
      {
        id: "state",
        title: t("arrival:column.state"),
        width: "176px",
        render: (line) => (line.kind === "thing" ? <States states={line.row.states} /> : <FactState line={line} />),
      },
      { id: "ours", title: t("arrival:column.ours"), width: "minmax(160px, 1fr)", render: (line) => <Ours line={line} /> },
      { id: "theirs", title: t("arrival:column.theirs"), width: "minmax(160px, 1fr)", render: (line) => <Theirs line={line} /> },
      {
        id: "both",
        title: t("arrival:column.both"),
        width: "minmax(140px, 0.8fr)",
        render: (line) => (line.kind === "fact" && line.isFirst ? <Values line={line} values={line.property.both} /> : null),
      },
      {
        id: "rely",
        title: t("arrival:column.rely"),
        width: "178px",
        render: (line) => (line.kind === "fact" && mayChoose ? <Rely {...{ line, decisions }} onDecide={(side) => decide(line, side)} /> : null),
      },
    ],
    [t, chosen, decisions, mayChoose, toggle, decide],
  );
}

function Tick({ line, chosen, onToggle }: { readonly line: ReviewLine; readonly chosen: Chosen; readonly onToggle: () => void }): ReactNode {
  const t = useTranslate();
  const nameText = useEntityNameText();
  const tick = tickOf(line, chosen);
  if (tick === null) return null;
  const name = nameText({ id: line.row.entity, type: line.row.type, title: line.row.title });
  const label =
    line.kind === "thing" ? t("arrival:takeThing", { name }) : t("arrival:takeFact", { name, property: propertyWord(line.property.property) });
  return (
    <input
      type="checkbox"
      className="exchange-tick"
      tabIndex={-1}
      aria-label={label}
      checked={tick === "on"}
      ref={(input) => {
        if (input !== null) input.indeterminate = tick === "part";
      }}
      onChange={onToggle}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

/** The first state in words, the others by their marks. */
function States({ states }: { readonly states: readonly RowState[] }): ReactNode {
  const t = useTranslate();
  const shown = states.filter((state) => state !== "changed" || states.length === 1);
  return shown.map((state, at) => (
    <Tag
      key={state}
      tone={stateTones[state]}
      title={at === 0 ? t(`arrival:meaning.${state}`) : `${t(`arrival:state.${state}`)}: ${t(`arrival:meaning.${state}`)}`}
    >
      {at === 0 ? t(`arrival:state.${state}`) : stateMarks[state]}
    </Tag>
  ));
}

function PropertyName({ line: { property, isFirst } }: { readonly line: FactLine }): ReactNode {
  return isFirst ? <span className="exchange-property">{propertyWord(property.property)}</span> : null;
}

function FactState({ line: { property, isFirst } }: { readonly line: FactLine }): ReactNode {
  const t = useTranslate();
  if (!isFirst || !property.isConflict) return null;
  return (
    <Tag tone="warning" title={t("arrival:meaning.conflict")}>
      {t("arrival:state.conflict")}
    </Tag>
  );
}

function Ours({ line }: { readonly line: ReviewLine }): ReactNode {
  if (line.kind === "thing") return <Count sign="−" count={line.row.go} />;
  return line.isFirst ? <Values line={line} values={line.property.ours} /> : null;
}

function Theirs({ line }: { readonly line: ReviewLine }): ReactNode {
  if (line.kind === "thing") return <Count sign="+" count={line.row.come} />;
  return line.theirs === null ? null : <Values line={line} values={[line.theirs]} />;
}

/** How many statements come or go. */
function Count({ sign, count }: { readonly sign: string; readonly count: number }): ReactNode {
  const format = useFormat();
  return count === 0 ? null : <span className="tabular">{`${sign}${format.number(count)}`}</span>;
}

function Values({ line, values }: { readonly line: FactLine; readonly values: readonly ReviewedValue[] }): ReactNode {
  return values.map((value) => <OneValue key={value.claim} line={line} value={value} />);
}

function OneValue({ line, value: said }: { readonly line: FactLine; readonly value: ReviewedValue }): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  const nameText = useEntityNameText();
  const { value, agency, grade, note, source, fate } = said;
  const property = line.property.property;
  const nameOf = (id: string): string => {
    const named = line.about.named.find((each) => each.id === id);
    return named === undefined ? id.slice(0, 8) : nameText(named);
  };
  const from = source === null ? "" : t("arrival:from", { source: safeText(source.name) });
  return (
    <span className={`exchange-value exchange-value-${fate}`} title={[from, safeText(note)].filter(Boolean).join("\n")}>
      <span className="exchange-value-text" onPointerOver={({ target }) => tellCutText(target, ".exchange-value-text")}>
        {property === "type" && value.kind === "text" ? (
          typeName(value.text)
        ) : (
          <ValueText value={value} type={line.about.type} property={property} nameOf={nameOf} />
        )}
      </span>
      <AgencyTag agency={agency} />
      <GradeTag grade={grade} />
      {fate !== "stays" && fate !== "comes" && (
        <Tag tone={fate === "no-longer-contested" ? "success" : "danger"} title={t(`arrival:fate.${fate}`)}>
          {fateMarks[fate]}
        </Tag>
      )}
    </span>
  );
}

const fateMarks = { goes: "−", contested: "?", "no-longer-contested": "✓" } as const;

const sides = ["ours", "theirs", "both"] as const;

/** Whose value to rely on when it is in: said as a ruling of ours, in an act of its own. */
function Rely({
  line,
  decisions,
  onDecide,
}: {
  readonly line: FactLine;
  readonly decisions: Decisions;
  readonly onDecide: (side: (typeof sides)[number]) => void;
}): ReactNode {
  const t = useTranslate();
  if (!line.property.isConflict || line.theirs === null) return null;
  const decision = decisions.get(decisionKey(line.row.entity, line.property.property));
  const isOn = (side: (typeof sides)[number]): boolean =>
    side === "both" ? decision === undefined : decision?.side === side && (side === "ours" || decision.claim === line.theirs?.claim);
  return (
    <span className="exchange-rely" role="group" aria-label={t("arrival:column.rely")}>
      {sides.map((side, at) => (
        <Button
          key={side}
          isSmall
          isMinimal
          isActive={isOn(side)}
          isDisabled={side === "ours" && ourValue(line.property) === null}
          title={`${t(`arrival:rely.${side}Title`)} (${at + 1})`}
          onClick={() => onDecide(side)}
        >
          {t(`arrival:rely.${side}`)}
        </Button>
      ))}
    </span>
  );
}
