import { type ReactNode, useMemo } from "react";
import type { SharedEntity } from "../../../shared/case/door.ts";
import { parseEntityId } from "../../../shared/kernel/brand.ts";
import { custodyEventType } from "../../../shared/ontology/custody.ts";
import { isAboutClaim } from "../../../shared/ontology/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { EntityName, useEntityNameText } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import type { TreeGridColumn } from "../../ui/tree-grid.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { custodyActOf, useCustodyName } from "./custody-name.ts";
import { propertyWord } from "./exchange-words.ts";
import type { ClaimRow, EntityRow, PreviewRow } from "./preview-rows.ts";

/** Mine, the tick that withholds, theirs. */
export function usePreviewColumns(toggle: (row: PreviewRow) => void): readonly TreeGridColumn<PreviewRow>[] {
  const t = useTranslate();
  return useMemo(
    () => [
      {
        id: "mine",
        title: t("exchange:preview.mine"),
        width: "minmax(320px, 1fr)",
        isTree: true,
        render: (row) => (row.kind === "entity" ? <MyEntity entity={row.entity} /> : <MyClaim row={row} />),
      },
      {
        id: "withhold",
        title: t("exchange:preview.withhold"),
        width: "110px",
        render: (row) => <Withhold row={row} onToggle={() => toggle(row)} />,
      },
      {
        id: "theirs",
        title: t("exchange:preview.theirs"),
        width: "minmax(320px, 1fr)",
        render: (row) => (row.kind === "entity" ? <TheirEntity row={row} /> : <TheirClaim row={row} />),
      },
    ],
    [t, toggle],
  );
}

function MyEntity({ entity }: { readonly entity: SharedEntity }): ReactNode {
  return (
    <>
      <TypeIcon type={entity.type} />
      <span>
        <SharedName entity={entity} title={entity.title} />
      </span>
    </>
  );
}

interface SharedNameProps {
  readonly entity: SharedEntity;
  readonly title: string;
  /** By what leaves of it. */
  readonly isTheirs?: boolean;
}

/** A link without a name of its own is named by its ends, as this case knows them. */
function SharedName({ entity, title, isTheirs = false }: SharedNameProps): ReactNode {
  const act = useCustodyName();
  const ends = useCaseMirror(({ entities }) => entities.get(entity.entity)?.ends ?? null);
  const from = useCaseMirror(({ entities }) => (ends === null ? undefined : entities.get(ends.from)));
  const to = useCaseMirror(({ entities }) => (ends === null ? undefined : entities.get(ends.to)));
  const typeName = useTypeName();
  if (entity.type === custodyEventType) return <SafeText text={act(custodyActOf(entity, isTheirs), title)} />;
  if (entity.form === "node" || title !== "" || from === undefined || to === undefined)
    return <EntityName entity={{ id: entity.entity, type: entity.type, title }} />;
  return (
    <>
      {typeName(entity.type)}: <EntityName entity={from} /> – <EntityName entity={to} />
    </>
  );
}

function MyClaim({ row }: { readonly row: ClaimRow }): ReactNode {
  return (
    <>
      <span className="exchange-property">{propertyWord(row.claim.property)}</span>
      <span>
        <ClaimValue row={row} />
        <ClaimNote row={row} />
      </span>
    </>
  );
}

/** A note leaves with its claim, and must be seen to. */
function ClaimNote({ row: { claim } }: { readonly row: ClaimRow }): ReactNode {
  if (claim.note === "") return null;
  return (
    <span className="exchange-note" title={safeText(claim.note)}>
      <SafeText text={claim.note} />
    </span>
  );
}

function ClaimValue({ row: { entity, claim } }: { readonly row: ClaimRow }): ReactNode {
  const entities = useCaseMirror((mirror) => mirror.entities);
  const nameText = useEntityNameText();
  const typeName = useTypeName();
  const { value, property } = claim;
  const t = useTranslate();
  if (property === "type" && value.kind === "text") return typeName(value.text);
  const nameOf = (id: string): string => {
    const known = parseEntityId(id);
    const found = known === null ? undefined : entities.get(known);
    return found === undefined ? id.slice(0, 8) : nameText(found);
  };
  if (!isAboutClaim(property) || value.kind !== "identifier")
    return <ValueText value={value} type={entity.type} property={property} nameOf={nameOf} />;
  // A ruling is read by the value it relies on: its own is only the id of that.
  const meant = entity.claims.find((each) => each.claim === value.text);
  if (meant === undefined) return <span className="exchange-muted">{t("exchange:preview.goneValue")}</span>;
  return (
    <>
      {propertyWord(meant.property)}: <ValueText value={meant.value} type={entity.type} property={meant.property} nameOf={nameOf} />
    </>
  );
}

function Withhold({ row, onToggle }: { readonly row: PreviewRow; readonly onToggle: () => void }): ReactNode {
  const t = useTranslate();
  const nameText = useEntityNameText();
  const changeable = row.kind === "claim" ? (row.canChange ? [row] : []) : row.changeable;
  const count = changeable.filter(({ leaves }) => !leaves).length;
  const act = useCustodyName();
  const { entity } = row;
  const isCustody = entity.type === custodyEventType;
  const name = isCustody ? act(custodyActOf(entity), entity.title) : nameText({ id: entity.entity, type: entity.type, title: entity.title });
  const label =
    row.kind === "claim"
      ? t("exchange:preview.withholdClaim", { property: propertyWord(row.claim.property), name })
      : t("exchange:preview.withholdAll", { name });
  return (
    <input
      type="checkbox"
      className="exchange-tick"
      tabIndex={-1}
      aria-label={label}
      checked={count > 0 && count === changeable.length}
      disabled={changeable.length === 0}
      ref={(input) => {
        if (input !== null) input.indeterminate = count > 0 && count < changeable.length;
      }}
      onChange={onToggle}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

function TheirEntity({ row }: { readonly row: EntityRow }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { entity, leaving } = row;
  // What they hold already does not leave again, and does not stay with us alone.
  const isTheirs = leaving === 0 && entity.claims.length > 0 && entity.claims.every(({ reason }) => reason === "already-given");
  if (leaving === 0)
    return (
      <>
        <Icon name={isTheirs ? "tick" : "eye-off"} size={14} />
        <span>{t(isTheirs ? "bundle-report:reason.already-given" : "exchange:preview.staysWhole")}</span>
      </>
    );
  return (
    <>
      <TypeIcon type={entity.type} />
      <span>
        <SharedName entity={entity} title={entity.theirTitle ?? ""} isTheirs />
      </span>
      <span className="exchange-share-count tabular">
        {t("exchange:preview.of", { leaving: format.number(leaving), all: format.number(entity.claims.length) })}
      </span>
    </>
  );
}

function TheirClaim({ row }: { readonly row: ClaimRow }): ReactNode {
  const t = useTranslate();
  if (!row.leaves)
    return (
      <>
        <Icon name="eye-off" size={14} />
        <span>{t(`bundle-report:reason.${row.reason ?? "not-selected"}`)}</span>
      </>
    );
  return (
    <>
      <span className="exchange-property">{propertyWord(row.claim.property)}</span>
      <span>
        <ClaimValue row={row} />
        <ClaimNote row={row} />
      </span>
    </>
  );
}
