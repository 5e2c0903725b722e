import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { succeed } from "../../../shared/kernel/result.ts";
import type { PropertyEntry } from "../../../shared/ontology/model.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { IconButton } from "../../ui/button.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { CompactMarksField, type Marks, usualMarks } from "./marks-field.tsx";
import { draftOfValue, emptyDraft, isSameDraft, type PropertyDraft, ruleOf, valueOfDraft } from "./property-draft.ts";
import { PropertyField } from "./property-field.tsx";

interface ValueEditorProps {
  readonly entity: EntityId;
  readonly property: string;
  readonly entry: PropertyEntry;
  /** The fact of ours it replaces; null = one more value. */
  readonly fact: Fact | null;
  readonly onClose: () => void;
}

/** Edits one value in its place: Enter saves, Escape leaves it as it was. */
export function ValueEditor(props: ValueEditorProps): ReactNode {
  const { property, entry, fact, onClose } = props;
  const t = useTranslate();
  const [draft, setDraft] = useState<PropertyDraft>(fact === null ? emptyDraft : draftOfValue(fact.value));
  const [marks, setMarks] = useState<Marks>(fact ?? usualMarks);
  const { rule, save, forgive } = useSave(props);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent | KeyboardEvent): void => {
    event.preventDefault();
    if (form.current?.querySelector('[aria-invalid="true"]') === null) void save(draft, marks);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (event.key === "Enter" && event.target instanceof HTMLSelectElement) submit(event);
  };
  return (
    <form ref={form} className="entity-editor" onSubmit={submit} onKeyDown={onKeyDown}>
      <PropertyField
        {...{ property, entry, draft, rule }}
        autoFocus
        onChange={(next) => {
          setDraft(next);
          forgive();
        }}
      />
      <div className="entity-editor-foot">
        <CompactMarksField marks={marks} onChange={setMarks} />
        <IconButton isSmall icon="tick" intent="primary" type="submit" label={t("entity:value.save")} />
        <IconButton isSmall icon="small-cross" label={t("entity:value.revert")} onClick={onClose} />
      </div>
    </form>
  );
}

/** Checks, asks the core, and keeps the rule that a value broke. */
function useSave({ entity, property, entry, fact, onClose }: ValueEditorProps) {
  const [rule, setRule] = useState<string | undefined>(undefined);
  const isBusy = useRef(false);
  const save = async (draft: PropertyDraft, marks: Marks): Promise<void> => {
    // A button that is disabled while it works would lose the focus, and Escape with it: a second Enter is simply not heard.
    if (isBusy.current) return;
    // What was not touched stays exactly what it was, also where a field shows less of it (an open end).
    const isSame = fact !== null && isSameDraft(draft, draftOfValue(fact.value));
    const read = isSame ? succeed(fact.value) : valueOfDraft(entry, draft);
    if (!read.ok) return setRule(read.error.kind);
    if (isSame && fact.grade === marks.grade && fact.handling === marks.handling) return onClose();
    isBusy.current = true;
    // A new value is the officer's word; only a new grade or marking leaves the source where it was.
    const source = isSame ? fact.source : null;
    const answer = await askCore("setValue", {
      entity,
      property,
      value: read.value,
      replaces: fact?.claim ?? null,
      grade: marks.grade,
      handling: marks.handling,
      source,
    });
    isBusy.current = false;
    if (answer.ok) onClose();
    else if (answer.error.kind === "refused-value") setRule(ruleOf(answer.error.where));
    else tellFailure(answer.error);
  };
  return { rule, save, forgive: () => setRule(undefined) };
}
