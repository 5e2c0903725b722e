import type { ReactNode } from "react";
import type { FileHash } from "../../../shared/kernel/brand.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { openDialog } from "../../state/desk.ts";
import { IconButton } from "../../ui/button.tsx";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { CountTag, GradeTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Cut } from "./links-tab.tsx";
import { exhibitNameOf, useExhibit } from "../../state/exhibit-of.ts";
import { FactSource, SourceChip } from "./source-chip.tsx";
import { useWords } from "./property-words.ts";

/** All live facts of an entity; structure included, since it too was said by someone. */
export function factsOf(entity: Entity): readonly Fact[] {
  return Object.values(entity.facts).flat();
}

/** How many sources an entity rests on: files, and officers' own words as one. */
export function countSources(entity: Entity): number {
  return new Set(factsOf(entity).map((fact) => fact.source?.file ?? fact.author)).size;
}

/** What the entity rests on: each file with the places in it, then what officers said themselves. */
export function SourcesTab({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const facts = factsOf(entity);
  const byFile = Map.groupBy(
    facts.flatMap((fact) => (fact.source === null ? [] : [{ fact, source: fact.source }])),
    ({ source }) => source.file,
  );
  const said = facts.filter((fact) => fact.source === null);
  return (
    <div className="entity-groups">
      {[...byFile].map(([file, cited]) => (
        <FileSource key={file} file={file} facts={cited.map(({ fact }) => fact)} />
      ))}
      {said.length > 0 && (
        <section className="entity-group" aria-label={t("entity:sources.said")}>
          <h3>{t("entity:sources.said")}</h3>
          <Cut rows={said} render={(fact) => <Cited key={fact.claim} fact={fact} />} />
        </section>
      )}
    </div>
  );
}

function FileSource({ file, facts }: { readonly file: FileHash; readonly facts: readonly Fact[] }): ReactNode {
  const t = useTranslate();
  const name = exhibitNameOf(useExhibit(file));
  const first = facts[0]?.source?.place;
  return (
    <section className="entity-group entity-card" aria-label={t("entity:sources.file")}>
      <h3 className="entity-card-title">
        {name === "" ? t("entity:source.unnamed", { hash: file.slice(0, 8) }) : <SafeText text={name} />}
        <CountTag count={facts.length} />
      </h3>
      <div className="entity-card-line">
        <span className="entity-muted">SHA-256</span>
        <HashText text={file} kind="hash" isCopyable />
        <IconButton
          isSmall
          icon="document-open"
          label={t("entity:sources.open")}
          onClick={() => openDialog({ kind: "exhibit", sha256: file, row: first?.row ?? 0, column: "", page: first?.page ?? 0 })}
        />
      </div>
      <Cut rows={facts} render={(fact) => <Cited key={fact.claim} fact={fact} />} />
    </section>
  );
}

/** A fact of a source: which property, where, how graded. */
function Cited({ fact }: { readonly fact: Fact }): ReactNode {
  const words = useWords();
  return (
    <li className="entity-cited">
      <span className="entity-cited-property">{words.property(fact.property)}</span>
      {fact.source === null ? <FactSource fact={fact} /> : <SourceChip source={fact.source} isNamed={false} />}
      <GradeTag grade={fact.grade} />
    </li>
  );
}
