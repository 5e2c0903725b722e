import { useEffect, useMemo, useState } from "react";
import type { Handling } from "../../../shared/ledger/model.ts";
import { reliesOnProperty } from "../../../shared/ontology/model.ts";
import type { Entity, Fact, Ruling } from "../../../shared/projections/model.ts";
import { valueKey } from "../../../shared/projections/value-text.ts";
import { askCore } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { rejectedBy, rulingsAbout } from "../../state/rivalry.ts";
import { markingOrder } from "../../ui/marking-field.tsx";

/** One property somebody ruled on, as the sheet prints it. */
export interface RuledProperty {
  readonly entity: Entity;
  readonly property: string;
  /** What is painted first: with our ruling in force the value it names. */
  readonly relied: Fact;
  /** Further facts that say the same. */
  readonly alike: readonly Fact[];
  readonly rejected: readonly Fact[];
  readonly rulings: readonly Ruling[];
}

/** Every property of the case that a ruling stands on, in the order the case has its things. */
export function useRuledProperties(): readonly RuledProperty[] {
  const ruled = useCaseMirror(({ index }) => index.ruled);
  return useMemo(() => ruled.flatMap(ruledProperties), [ruled]);
}

/** A ruling whose value was taken back: it decides nothing any more, and was made. */
export interface GoneRuling {
  readonly entity: Entity;
  readonly ruling: Ruling;
  /** What it relied on; null while it is read, or when it cannot be. */
  readonly relied: Fact | null;
}

/** Every ruling of the case whose value is gone, in the order the case has its things. */
export function useGoneRulings(): readonly GoneRuling[] {
  const ruled = useCaseMirror(({ index }) => index.ruled);
  const [ever, setEver] = useState<ReadonlyMap<string, Fact>>(new Map());
  const gone = useMemo(
    () => ruled.flatMap((entity) => entity.rulings.flatMap((ruling) => (ruling.state === "void" ? [{ entity, ruling }] : []))),
    [ruled],
  );
  useEffect(() => {
    let isShown = true;
    const asked = new Set(gone.map(({ entity }) => entity.id));
    void Promise.all([...asked].map((entity) => askCore("everSaid", { entity }))).then((answers) => {
      const facts = answers.flatMap((answer) => (answer.ok ? answer.value.map(({ fact }) => [fact.claim, fact] as const) : []));
      if (isShown) setEver(new Map(facts));
    });
    return () => {
      isShown = false;
    };
  }, [gone]);
  return gone.map(({ entity, ruling }) => ({ entity, ruling, relied: ever.get(ruling.reliesOn) ?? null }));
}

export function ruledProperties(entity: Entity): readonly RuledProperty[] {
  const properties = new Set(entity.rulings.flatMap(({ state, property }) => (state === "void" ? [] : [property])));
  return [...properties].flatMap((property) => {
    const relied = entity.facts[property]?.[0];
    if (relied === undefined) return [];
    const alike = (entity.facts[property] ?? []).filter((fact) => fact !== relied && valueKey(fact) === valueKey(relied));
    return [{ entity, property, relied, alike, rejected: rejectedBy(entity, relied), rulings: rulingsAbout(entity, property) }];
  });
}

/** The strictest marking and national mark of what is on the sheet and of the case itself: what the paper must bear. */
export function markingOf(
  ruled: readonly RuledProperty[],
  gone: readonly GoneRuling[],
  ofCase: Handling,
): { readonly handling: Handling; readonly isOfficialUse: boolean } {
  const said = (entity: Entity, rulings: readonly Ruling[]): readonly Fact[] =>
    (entity.facts[reliesOnProperty] ?? []).filter((fact) => rulings.some(({ claim }) => claim === fact.claim));
  const facts = [
    ...ruled.flatMap(({ entity, relied, alike, rejected, rulings }) => [relied, ...alike, ...rejected, ...said(entity, rulings)]),
    ...gone.flatMap(({ entity, ruling, relied }) => [...said(entity, [ruling]), ...(relied === null ? [] : [relied])]),
  ];
  const strictest = Math.max(markingOrder.indexOf(ofCase), ...facts.map(({ handling }) => markingOrder.indexOf(handling)));
  return { handling: markingOrder[strictest] ?? "red", isOfficialUse: facts.some(({ nationalMark }) => nationalMark === "official-use") };
}
