import type { ReactNode } from "react";
import type { Source } from "../../../shared/ledger/model.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { useIsDestroyed } from "../../state/custody.ts";
import { openDialog } from "../../state/desk.ts";
import { DestroyedTag } from "../../ui/destroyed-tag.tsx";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { exhibitNameOf, useExhibit } from "../../state/exhibit-of.ts";
import { useOfficerName } from "./officers-context.ts";
import { agencyText } from "../../ui/agency-text.ts";

/** Where a fact comes from: the file, row and column (opens there), or the officer who said it. */
export function FactSource({ fact, isAgencyShown = true }: { readonly fact: Fact; readonly isAgencyShown?: boolean }): ReactNode {
  return fact.source === null ? <SaidBy {...{ fact, isAgencyShown }} /> : <SourceChip source={fact.source} />;
}

/** A place in an exhibit, as a button that opens it there; the file's name is left out where it stands above already. */
export function SourceChip({ source, isNamed = true }: { readonly source: Source; readonly isNamed?: boolean }): ReactNode {
  const t = useTranslate();
  const exhibit = useExhibit(source.file);
  const name = exhibitNameOf(exhibit);
  const isDestroyed = useIsDestroyed(exhibit);
  const { page, row, column, time = "" } = source.place;
  return (
    <button
      type="button"
      className="entity-source"
      title={`${t("entity:source.open")}: ${safeText(name)}`}
      onClick={() => openDialog({ kind: "exhibit", sha256: source.file, row, column, page, time })}
    >
      <Icon name="paperclip" size={12} />
      {(isNamed || (page === 0 && row === 0 && time === "")) && (
        <span className="entity-source-name">
          {name === "" ? t("entity:source.unnamed", { hash: source.file.slice(0, 8) }) : <SafeText text={name} />}
        </span>
      )}
      <DestroyedTag isDestroyed={isDestroyed} />
      {page > 0 && <span className="entity-source-place">{t("rivals:place.page", { page })}</span>}
      {row > 0 && <span className="entity-source-place">{t("entity:source.row", { row })}</span>}
      {column !== "" && (
        <span className="entity-source-place entity-source-column">
          <SafeText text={column} />
        </span>
      )}
      {time !== "" && <span className="entity-source-place tabular">{time}</span>}
    </button>
  );
}

function SaidBy({ fact, isAgencyShown }: { readonly fact: Fact; readonly isAgencyShown: boolean }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officerName = useOfficerName();
  return (
    <span className="entity-said" title={`${t("entity:source.said")}: ${safeText(officerName(fact.author))}`}>
      <Icon name="person" size={12} />
      <span className="entity-source-name">
        <SafeText text={officerName(fact.author)} />
      </span>
      {isAgencyShown && <span className="entity-source-place">{agencyText(fact.agency)}</span>}
      <span className="entity-source-place">{format.date(fact.saidAt)}</span>
    </span>
  );
}
