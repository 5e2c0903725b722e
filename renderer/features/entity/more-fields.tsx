import { type ReactNode, useState } from "react";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { IconButton } from "../../ui/button.tsx";
import { DateField, SelectField, TextAreaField, TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { areBlankExtras, type ClaimExtras, type ExtraFaults } from "./claim-extras.ts";
import { EntityPicker } from "./entity-picker.tsx";
import { fileOf } from "../../state/exhibit-of.ts";
import { useWords } from "./property-words.ts";

interface MoreFieldsProps {
  readonly extras: ClaimExtras;
  readonly faults: ExtraFaults;
  readonly onChange: (extras: ClaimExtras) => void;
  /** Why the source stands empty now. */
  readonly sourceNote?: string;
}

/** What else may be said of a statement: its source and the place in it, when it was true, the national mark, a note. Closed until wanted. */
export function MoreFields(props: MoreFieldsProps): ReactNode {
  const t = useTranslate();
  const { extras, onChange } = props;
  const [isOpen] = useState(!areBlankExtras(extras));
  return (
    <details className="entity-more" open={isOpen}>
      <summary>{t("rivals:more.title")}</summary>
      <div className="entity-more-fields">
        <SourceFields {...props} />
        <TimeFields {...props} />
        <SelectField
          label={t("rivals:more.nationalMark")}
          value={extras.nationalMark}
          options={[
            { value: "", label: t("rivals:more.noMark") },
            { value: "official-use", label: t("ontology:nationalMark.official-use") },
          ]}
          onChange={(mark) => onChange({ ...extras, nationalMark: mark === "official-use" ? mark : "" })}
        />
        <TextAreaField label={t("rivals:more.note")} rows={2} value={extras.note} onChange={(note) => onChange({ ...extras, note })} />
      </div>
    </details>
  );
}

/** An exhibit of the case, and where in it. */
function SourceFields({ extras, faults, onChange, sourceNote }: MoreFieldsProps): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const place = (name: "page" | "row" | "column" | "time"): ReactNode => {
    const fault = name === "column" ? undefined : faults[name];
    return (
      <TextField
        label={t(`rivals:more.${name}`)}
        value={extras[name]}
        onChange={(text) => onChange({ ...extras, [name]: text })}
        {...(name === "time" ? { placeholder: "00:00:00" } : {})}
        {...(fault === undefined ? {} : { error: words.rule(fault) })}
      />
    );
  };
  return (
    <>
      <ExhibitField extras={extras} onChange={onChange} />
      {sourceNote !== undefined && <p className="ui-field-help entity-more-note">{sourceNote}</p>}
      {extras.file !== null && (
        <div className="entity-place">
          {place("page")}
          {place("row")}
          {place("column")}
          {place("time")}
        </div>
      )}
    </>
  );
}

function ExhibitField({ extras, onChange }: Pick<MoreFieldsProps, "extras" | "onChange">): ReactNode {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const exhibit = extras.file === null ? null : entityIdFor("exhibit", extras.file);
  const unnamed = t("entity:source.unnamed", { hash: extras.file?.slice(0, 8) ?? "" });
  // A file that we were not given is still a source: kept until taken away.
  if (exhibit !== null && !entities.has(exhibit))
    return (
      <div className="ui-picked">
        <span className="ui-picked-name">{unnamed}</span>
        <IconButton
          isSmall
          icon="small-cross"
          label={t("common:picker.change", { label: t("rivals:more.source") })}
          onClick={() => onChange({ ...extras, file: null })}
        />
      </div>
    );
  return (
    <EntityPicker
      label={t("rivals:more.source")}
      types={["exhibit"]}
      value={exhibit}
      onChange={(id) => {
        const picked = id === null ? undefined : entities.get(id);
        onChange({ ...extras, file: picked === undefined ? null : fileOf(picked) });
      }}
    />
  );
}

function TimeFields({ extras, faults, onChange }: MoreFieldsProps): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const { during } = faults;
  return (
    <div className="entity-pair">
      <DateField
        label={t("rivals:more.from")}
        value={extras.from}
        onChange={(from) => onChange({ ...extras, from })}
        {...(during === undefined ? {} : { error: words.rule(during) })}
      />
      <DateField label={t("rivals:more.to")} value={extras.to} onChange={(to) => onChange({ ...extras, to })} />
    </div>
  );
}
