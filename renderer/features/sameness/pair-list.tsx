// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list itself has the keys
// biome-ignore-all lint/a11y/useFocusableInteractive: a list box is one tab stop; its options are reached by aria-activedescendant
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useRef } from "react";
import type { Match, MatchReason } from "../../../shared/projections/matches.ts";
import { pairKey } from "../../../shared/projections/sameness.ts";
import { useEntity } from "../../state/case-mirror.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { hasWords, useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";

export interface PairListHandle {
  focus(): void;
}
interface PairListProps {
  readonly ref: Ref<PairListHandle>;
  readonly pairs: readonly Match[];
  readonly at: number;
  readonly onMove: (at: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The suggested pairs: score, both names, why. One tab stop; single keys answer while the focus is here. */
export function PairList({ ref, pairs, at, onMove, onKeyDown }: PairListProps): ReactNode {
  const t = useTranslate();
  const base = useId();
  const box = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus() }), []);
  useEffect(() => void box.current?.focus(), []);
  // Some browsers answer with a promise, which would be no clean-up.
  useEffect(() => void document.getElementById(`${base}-${at}`)?.scrollIntoView({ block: "nearest" }), [base, at]);
  return (
    <div
      ref={box}
      className="sameness-pairs"
      role="listbox"
      tabIndex={0}
      aria-label={t("sameness:matches.list")}
      aria-activedescendant={`${base}-${at}`}
      onKeyDown={onKeyDown}
    >
      {pairs.map((match, index) => (
        <div
          key={pairKey(match.a, match.b)}
          id={`${base}-${index}`}
          role="option"
          aria-selected={index === at}
          className="sameness-option"
          onClick={() => onMove(index)}
        >
          <Pair match={match} />
        </div>
      ))}
    </div>
  );
}

function Pair({ match: { a, b, score, reasons } }: { readonly match: Match }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const one = useEntity(a);
  const other = useEntity(b);
  return (
    <>
      <span className="sameness-score" title={t("sameness:matches.score", { score })}>
        {format.number(score)}
      </span>
      <span className="sameness-names">
        {[one, other].map(
          (entity) =>
            entity !== undefined && (
              <span key={entity.id} className="sameness-pair-name">
                <TypeIcon type={entity.type} size={14} />
                <EntityName entity={entity} />
              </span>
            ),
        )}
        <Reasons reasons={reasons} />
      </span>
    </>
  );
}

export function Reasons({ reasons }: { readonly reasons: readonly MatchReason[] }): ReactNode {
  const t = useTranslate();
  return (
    <span className="sameness-reasons">
      {reasons.map(({ kind, property, text }) => {
        const key = `ontology:property.${property}`;
        return (
          <span key={`${kind}/${property}/${text}`}>
            {t(`sameness:reason.${kind}`, { property: hasWords(key) ? t(key) : property })}
            {": "}
            <SafeText text={text} />
          </span>
        );
      })}
    </span>
  );
}
