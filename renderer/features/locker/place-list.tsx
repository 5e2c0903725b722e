import type { ReactNode } from "react";
import type { ClaimId } from "../../../shared/kernel/brand.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, openAbove, selectEntities } from "../../state/desk.ts";
import { fileOfExhibit } from "../../state/custody.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { textOf } from "./locker-rows.ts";

/** What is seen in an exhibit, and where in it. */
export function PlaceList({ places }: { readonly places: readonly Entity[] }): ReactNode {
  const t = useTranslate();
  if (places.length === 0) return <Callout tone="info">{t("locker:noPlaces")}</Callout>;
  return (
    <ul className="locker-places">
      {places.map((place) => (
        <PlaceLine key={place.id} place={place} />
      ))}
    </ul>
  );
}

function PlaceLine({ place }: { readonly place: Entity }): ReactNode {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const [exhibit, seen] = [place.ends?.from, place.ends?.to].map((id) => (id === undefined ? undefined : entities.get(id)));
  const file = exhibit === undefined ? null : fileOfExhibit(exhibit);
  const [row = 0, page = 0] = ["row", "page"].map((property) => Number.parseInt(textOf(place, property), 10) || 0);
  const show = (entity: Entity): void => {
    closeDialog();
    selectEntities([entity.id]);
  };
  const supported = (place.facts["supports"] ?? []).flatMap(({ value }) =>
    seen !== undefined && "text" in value ? (factsNamed(seen).get(value.text as ClaimId) ?? []) : [],
  );
  return (
    <li>
      <div className="locker-place-head">
        {seen === undefined ? (
          <span className="locker-muted">–</span>
        ) : (
          <Button isSmall isMinimal title={t("locker:inspect")} onClick={() => show(seen)}>
            <TypeIcon type={seen.type} /> <EntityName entity={seen} />
          </Button>
        )}
        <span className="locker-muted">
          <PlaceWords place={place} />
        </span>
        <span className="locker-gap" />
        <IconButton isSmall icon="list-detail-view" label={t("locker:inspectPlace")} onClick={() => show(place)} />
        <IconButton
          isSmall
          icon="eye-open"
          label={t("locker:openThere")}
          isDisabled={file === null}
          onClick={() =>
            file !== null &&
            openAbove({
              kind: "exhibit",
              sha256: file,
              ...{ row, page },
              column: textOf(place, "column"),
              region: textOf(place, "region"),
              time: textOf(place, "timeCode"),
            })
          }
        />
      </div>
      {textOf(place, "excerpt") !== "" && (
        <blockquote>
          <SafeText text={textOf(place, "excerpt")} />
        </blockquote>
      )}
      {supported.map(({ claim, property, value }) => (
        <p key={claim} className="locker-supports">
          {t("locker:supports")} {t(`ontology:property.${property}`)}: <ValueText value={value} type={seen?.type ?? ""} property={property} />
        </p>
      ))}
    </li>
  );
}

/** The statements about a thing by their ids. */
function factsNamed(entity: Entity): ReadonlyMap<ClaimId, Fact> {
  return new Map(
    Object.values(entity.facts)
      .flat()
      .map((fact) => [fact.claim, fact]),
  );
}

function PlaceWords({ place }: { readonly place: Entity }): ReactNode {
  const t = useTranslate();
  const parts = (["page", "row", "column", "region", "timeCode"] as const).flatMap((property) => {
    const value = textOf(place, property);
    return value === "" ? [] : [t(`locker:place.${property}`, { value })];
  });
  return parts.length === 0 ? t("locker:place.whole") : <SafeText text={parts.join(" · ")} />;
}
