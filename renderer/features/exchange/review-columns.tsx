import { type ReactNode, useMemo } from "react";
import type { SharedEntity } from "../../../shared/case/door.ts";
import { type ClaimId, parseEntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { EntityName, useEntityNameText } from "../../ui/entity-name.tsx";
import type { GridColumn } from "../../ui/grid.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Tag } from "../../ui/tag.tsx";
import { hasWords, useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { ownChoice, type ReviewRow, type SharedClaim } from "./review-rows.ts";

interface ReviewActs {
  readonly withhold: readonly ClaimId[];
  readonly onToggle: (row: ReviewRow) => void;
  readonly onExpand: (row: ReviewRow, isOpen: boolean) => void;
}

export function useReviewColumns({ withhold, onToggle, onExpand }: ReviewActs): readonly GridColumn<ReviewRow>[] {
  const t = useTranslate();
  return useMemo(
    () => [
      {
        id: "withhold",
        title: t("exchange:preview.withhold"),
        width: 110,
        render: (row) => <WithholdBox row={row} withhold={withhold} onToggle={onToggle} />,
      },
      { id: "mine", title: t("exchange:preview.mine"), width: 380, isWide: true, render: (row) => <Mine row={row} onExpand={onExpand} /> },
      { id: "theirs", title: t("exchange:preview.theirs"), width: 340, isWide: true, render: (row) => <Theirs row={row} /> },
      { id: "why", title: t("exchange:preview.why"), width: 270, render: (row) => <Why row={row} /> },
    ],
    [t, withhold, onToggle, onExpand],
  );
}

function WithholdBox({ row, withhold, onToggle }: { readonly row: ReviewRow } & Pick<ReviewActs, "withhold" | "onToggle">): ReactNode {
  const t = useTranslate();
  const claims = ownChoice(row);
  const count = claims.filter((claim) => withhold.includes(claim)).length;
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={t("exchange:preview.withholdThis")}
      disabled={claims.length === 0}
      checked={claims.length > 0 && count === claims.length}
      ref={(box) => {
        if (box !== null) box.indeterminate = count > 0 && count < claims.length;
      }}
      onChange={() => onToggle(row)}
    />
  );
}

function Mine({ row, onExpand }: { readonly row: ReviewRow } & Pick<ReviewActs, "onExpand">): ReactNode {
  const t = useTranslate();
  if (row.kind === "claim") return <ClaimText entity={row.entity} claim={row.claim} />;
  const { isOpen, entity } = row;
  return (
    <>
      <button
        type="button"
        className="exchange-expand"
        tabIndex={-1}
        aria-expanded={isOpen}
        aria-label={t("exchange:preview.claims")}
        onClick={() => onExpand(row, !isOpen)}
      >
        <Icon name={isOpen ? "chevron-down" : "chevron-right"} />
      </button>
      <TypeIcon type={entity.type} />
      <EntityName entity={{ id: entity.entity, type: entity.type, title: entity.title }} />
    </>
  );
}

function Theirs({ row }: { readonly row: ReviewRow }): ReactNode {
  const t = useTranslate();
  if (row.kind === "claim") return row.claim.leaves ? <ClaimText entity={row.entity} claim={row.claim} /> : <Stays />;
  const { entity } = row;
  if (entity.theirTitle === null) return <Stays />;
  return (
    <>
      <TypeIcon type={entity.type} />
      <EntityName entity={{ id: entity.entity, type: entity.type, title: entity.theirTitle }} />
      <span className="exchange-muted">{t("exchange:preview.some", { leaving: row.leaving, all: entity.claims.length })}</span>
    </>
  );
}

function Stays(): ReactNode {
  const t = useTranslate();
  return <Tag tone="warning">{t("exchange:preview.stay")}</Tag>;
}

function Why({ row }: { readonly row: ReviewRow }): ReactNode {
  const t = useTranslate();
  if (row.kind === "claim")
    return row.claim.reason === null ? null : <span className="exchange-muted">{t(`bundle-report:reason.${row.claim.reason}`)}</span>;
  const reasons = [...new Set(row.entity.claims.flatMap(({ reason }) => reason ?? []))];
  return <span className="exchange-muted">{reasons.map((reason) => t(`bundle-report:reason.${reason}`)).join("; ")}</span>;
}

/** "Full name: …", as the inspector has it. */
function ClaimText({ entity, claim }: { readonly entity: SharedEntity; readonly claim: SharedClaim }): ReactNode {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const nameText = useEntityNameText();
  const nameOf = (id: string): string => {
    const entityId = parseEntityId(id);
    const known = entityId === null ? undefined : entities.get(entityId);
    return known === undefined ? id.slice(0, 6) : nameText(known);
  };
  const key = `ontology:property.${claim.property}`;
  return (
    <span className="exchange-claim">
      <span className="exchange-muted">{hasWords(key) ? t(key) : claim.property}</span> <ClaimValue {...{ entity, claim, nameOf }} />
    </span>
  );
}

function ClaimValue({
  entity,
  claim,
  nameOf,
}: {
  readonly entity: SharedEntity;
  readonly claim: SharedClaim;
  readonly nameOf: (id: string) => string;
}): ReactNode {
  const t = useTranslate();
  if (claim.property === "type" && claim.value.kind === "text") {
    const key = `ontology:type.${claim.value.text}`;
    return hasWords(key) ? t(key) : claim.value.text;
  }
  return <ValueText value={claim.value} type={entity.type} property={claim.property} nameOf={nameOf} />;
}
