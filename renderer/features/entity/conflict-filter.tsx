import type { ReactNode } from "react";
import { rulingStates } from "../../state/rivalry.ts";
import { SelectField } from "../../ui/field.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useTypeName } from "../../ui/type-icon.tsx";
import { type ConflictFilter, type ConflictRow, occurring } from "./conflict-rows.ts";
import { useWords } from "./property-words.ts";
import { agencyText } from "../../ui/agency-text.ts";

interface ConflictFilterBarProps {
  readonly rows: readonly ConflictRow[];
  readonly filter: ConflictFilter;
  readonly onChange: (filter: ConflictFilter) => void;
}

/** Narrows the list: by text, kind of thing, property, what was decided, and whose words are involved. */
export function ConflictFilterBar({ rows, filter, onChange }: ConflictFilterBarProps): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const typeName = useTypeName();
  const { types, properties, agencies } = occurring(rows);
  const options = (values: readonly string[], labelOf: (value: string) => string) => [
    { value: "", label: t("rivals:filter.all") },
    ...values.map((value) => ({ value, label: labelOf(value) })),
  ];
  return (
    <search className="entity-conflicts-filter">
      <div className="entity-conflicts-text">
        <SearchField
          label={t("rivals:filter.text")}
          clearLabel={t("rivals:filter.clear")}
          value={filter.text}
          onChange={(text) => onChange({ ...filter, text })}
        />
      </div>
      <SelectField
        label={t("rivals:column.type")}
        value={filter.type}
        options={options(types, typeName)}
        onChange={(type) => onChange({ ...filter, type })}
      />
      <SelectField
        label={t("rivals:column.property")}
        value={filter.property}
        options={options(properties, words.property)}
        onChange={(property) => onChange({ ...filter, property })}
      />
      <SelectField
        label={t("rivals:column.state")}
        value={filter.state}
        options={options(rulingStates, (state) => t(`rivals:state.${state}`))}
        onChange={(picked) => onChange({ ...filter, state: rulingStates.find((state) => state === picked) ?? "" })}
      />
      <SelectField
        label={t("rivals:column.agencies")}
        value={filter.agency}
        options={options(agencies, agencyText)}
        onChange={(agency) => onChange({ ...filter, agency })}
      />
    </search>
  );
}
