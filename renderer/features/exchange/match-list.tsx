import type { ReactNode } from "react";
import type { MatchValue, ReviewMatch, ReviewMatches } from "../../../shared/case/review-door.ts";
import { Button } from "../../ui/button.tsx";
import { tellCutText } from "../../ui/cut-text.ts";
import { EntityName, useEntityNameText } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import type { IconName } from "../../ui/icon.tsx";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, GradeTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { propertyWord } from "./exchange-words.ts";
import { chosenWithPair, decisionKey, type PairSaying, pairKeyOf, pairRelied, pairSaid } from "./review-lines.ts";
import type { Picking } from "./use-picking.ts";

interface MatchListProps {
  /** null while they are looked for. */
  readonly matches: ReviewMatches | null;
  readonly picking: Picking;
  readonly mayChoose: boolean;
}

/** What of the bundle is probably ours under another id, by likeness, with why; and what is to be said of each pair once it is in. */
export function MatchList({ matches, picking, mayChoose }: MatchListProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (matches === null) return <Progress done={0} total={0} label={t("sameness:matches.looking")} />;
  if (matches.pairs.length === 0) return <p className="exchange-muted exchange-chart-none">{t("arrival:matches.none")}</p>;
  return (
    <div className="exchange-matches">
      <p className="exchange-muted">
        {t(mayChoose ? "arrival:matches.help" : "arrival:matches.helpLook")}
        {matches.more > 0 && ` ${t("sameness:matches.more", { count: matches.more, shown: format.number(matches.more) })}`}
      </p>
      <ul aria-label={t("arrival:matches.tab")}>
        {matches.pairs.map((match) => (
          <Pair key={pairKeyOf(match)} {...{ match, picking, mayChoose }} />
        ))}
      </ul>
    </div>
  );
}

interface PairProps extends Omit<MatchListProps, "matches"> {
  readonly match: ReviewMatch;
}

function Pair({ match, picking, mayChoose }: PairProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { ours, theirs, score, reasons } = match;
  return (
    <li className="exchange-match">
      <span className="exchange-match-score tabular" title={t("sameness:matches.score", { score })}>
        {format.number(score)}
      </span>
      <div className="exchange-match-sides">
        <Side label={t("arrival:column.ours")} named={ours} />
        <Side label={t("arrival:column.theirs")} named={theirs} />
        <span className="exchange-muted">
          {reasons.map(({ kind, property, text }, at) => (
            <span key={`${kind}/${property}/${text}`}>
              {at > 0 && " · "}
              {t(`sameness:reason.${kind}`, { property: propertyWord(property) })}: <SafeText text={text} />
            </span>
          ))}
        </span>
        {mayChoose && picking.pairs.get(pairKeyOf(match))?.says === "merge" && <Rivals {...{ match, picking }} />}
      </div>
      {mayChoose && <Answers {...{ match, picking }} />}
    </li>
  );
}

function Side({ label, named }: { readonly label: string; readonly named: ReviewMatch["ours"] }): ReactNode {
  return (
    <span className="exchange-match-side">
      <span className="exchange-muted">{label}</span>
      <TypeIcon type={named.type} size={14} />
      <EntityName entity={named} />
    </span>
  );
}

const sides = ["ours", "theirs", "both"] as const;

/** Values that stand side by side once the two are one, and which we rely on: ours, unless a person says otherwise. */
function Rivals({ match, picking: { pairs, decisions, setPairs } }: Pick<PairProps, "match" | "picking">): ReactNode {
  const t = useTranslate();
  const relies = pairs.get(pairKeyOf(match))?.relies;
  const rivals = match.rivals.filter(({ property }) => !decisions.has(decisionKey(match.ours.id, property)));
  if (rivals.length === 0) return null;
  return (
    <ul className="exchange-match-rivals" aria-label={t("arrival:matches.rivals")}>
      {rivals.map(({ property, first, ...values }) => (
        <li key={property}>
          <span className="exchange-muted">{propertyWord(property)}</span>
          <RivalValue {...{ property, match }} said={values.ours} />
          <RivalValue {...{ property, match }} said={values.theirs} />
          <span className="exchange-muted">{t("arrival:column.rely")}:</span>
          <span className="exchange-rely" role="group" aria-label={`${t("arrival:column.rely")}: ${propertyWord(property)}`}>
            {sides.map((side) => (
              <Button
                key={side}
                isSmall
                isMinimal
                isActive={relies?.get(property) === side}
                title={side === "both" ? t(`arrival:matches.open.${first}`) : t(`arrival:rely.${side}Title`)}
                onClick={() => setPairs((before) => pairRelied(match, property, side, before))}
              >
                {t(`arrival:rely.${side}`)}
              </Button>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function RivalValue({ property, match, said }: { readonly property: string; readonly match: ReviewMatch; readonly said: MatchValue }): ReactNode {
  return (
    <span className="exchange-value">
      <span className="exchange-value-text" onPointerOver={({ target }) => tellCutText(target, ".exchange-value-text")}>
        <ValueText value={said.value} type={match.ours.type} property={property} />
      </span>
      <AgencyTag agency={said.agency} />
      <GradeTag grade={said.grade} />
    </span>
  );
}

const answers: readonly { readonly says: PairSaying["says"]; readonly icon: IconName }[] = [
  { says: "merge", icon: "git-merge" },
  { says: "distinct", icon: "disable" },
];

function Answers({ match, picking: { pairs, setPairs, setChosen } }: Pick<PairProps, "match" | "picking">): ReactNode {
  const t = useTranslate();
  const nameText = useEntityNameText();
  const said = pairs.get(pairKeyOf(match))?.says;
  const say = (says: PairSaying["says"]): void => {
    setPairs((before) => pairSaid(match, says, before));
    setChosen((chosen) => chosenWithPair(match, chosen));
  };
  return (
    <span
      className="exchange-match-acts"
      role="group"
      aria-label={t("arrival:matches.pair", { ours: nameText(match.ours), theirs: nameText(match.theirs) })}
    >
      {answers.map(({ says, icon }) => (
        <Button key={says} isSmall icon={icon} isActive={said === says} title={t(`arrival:matches.${says}Title`)} onClick={() => say(says)}>
          {t(`sameness:answer.${says}`)}
        </Button>
      ))}
    </span>
  );
}
