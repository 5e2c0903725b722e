import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { succeed } from "../../../shared/kernel/result.ts";
import type { PropertyEntry } from "../../../shared/ontology/model.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { IconButton } from "../../ui/button.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { CompactMarksField, type Marks, usualMarks } from "./marks-field.tsx";
import {
  areSameExtras,
  areSameSources,
  type ClaimExtras,
  type ExtraFaults,
  extrasOf,
  noExtras,
  readExtras,
  sourceOf,
  withoutSource,
} from "./claim-extras.ts";
import { MoreFields } from "./more-fields.tsx";
import { blankDraft, draftOfValue, isSameDraft, type PropertyDraft, ruleOf, valueOfDraft } from "./property-draft.ts";
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
  const [draft, setDraft] = useState<PropertyDraft>(fact === null ? blankDraft(entry) : draftOfValue(fact.value));
  const [marks, setMarks] = useState<Marks>(fact ?? usualMarks);
  const { extras, faults, isSourceDropped, change, read } = useExtras(fact, draft);
  const { rule, save, forgive } = useSave(props);
  const form = useRef<HTMLFormElement>(null);
  const send = (way: "instead" | "beside"): void => {
    const said = read();
    if (said !== null && form.current?.querySelector('[aria-invalid="true"]') === null) void save({ draft, marks, extras: said, way });
  };
  const submit = (event: FormEvent | KeyboardEvent): void => {
    event.preventDefault();
    send("instead");
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (event.key === "Enter" && savesOnEnter(event)) submit(event);
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
      <MoreFields {...{ extras, faults }} onChange={change} {...(isSourceDropped ? { sourceNote: t("rivals:more.sourceDropped") } : {})} />
      <div className="entity-editor-foot">
        <CompactMarksField marks={marks} onChange={setMarks} />
        {fact !== null && <IconButton isSmall icon="add-to-artifact" label={t("rivals:beside")} onClick={() => send("beside")} />}
        <IconButton isSmall icon="tick" intent="primary" type="submit" label={t("entity:value.save")} />
        <IconButton isSmall icon="small-cross" label={t("entity:value.revert")} onClick={onClose} />
      </div>
    </form>
  );
}

/** In a list Enter saves; in a text of several lines it needs Ctrl. Fields of one line send the form themselves. */
function savesOnEnter(event: KeyboardEvent): boolean {
  if (event.target instanceof HTMLSelectElement) return true;
  return event.target instanceof HTMLTextAreaElement && (event.ctrlKey || event.metaKey);
}

/**
 * What is said beyond the value. A changed value is the officer's own word: the source it was read from does not say it, and goes unless
 * the officer names it anew.
 */
function useExtras(fact: Fact | null, draft: PropertyDraft) {
  const original = fact === null ? noExtras : extrasOf(fact);
  const [typed, setTyped] = useState<ClaimExtras>(original);
  const [isSourceNamed, setSourceNamed] = useState(false);
  const [faults, setFaults] = useState<ExtraFaults>({});
  const isSourceDropped = fact !== null && fact.source !== null && !isSourceNamed && !isSameDraft(draft, draftOfValue(fact.value));
  const extras = isSourceDropped ? withoutSource(typed) : typed;
  return {
    extras,
    faults,
    isSourceDropped,
    change: (next: ClaimExtras): void => {
      const isSourceKept = areSameSources(next, extras);
      if (!isSourceKept) setSourceNamed(true);
      // While it only stands aside, a value put back to what it was has its source again.
      setTyped(isSourceKept ? { ...next, ...sourceOf(typed) } : next);
      setFaults({});
    },
    read: (): ClaimExtras | null => {
      const found = readExtras(extras).faults;
      setFaults(found);
      return Object.keys(found).length === 0 ? extras : null;
    },
  };
}

interface Said {
  readonly draft: PropertyDraft;
  readonly marks: Marks;
  readonly extras: ClaimExtras;
  /** In the place of the value that was edited, or as one more: two sources of ours may disagree. */
  readonly way: "instead" | "beside";
}

/** Checks, asks the core, and keeps the rule that a value broke. */
function useSave({ entity, property, entry, fact, onClose }: ValueEditorProps) {
  const [rule, setRule] = useState<string | undefined>(undefined);
  const isBusy = useRef(false);
  const save = async ({ draft, marks, extras, way }: Said): Promise<void> => {
    // A button that is disabled while it works would lose the focus, and Escape with it: a second Enter is simply not heard.
    if (isBusy.current) return;
    // What was not touched stays exactly what it was.
    const isSame = fact !== null && isSameDraft(draft, draftOfValue(fact.value));
    const read = isSame ? succeed(fact.value) : valueOfDraft(entry, draft);
    if (!read.ok) return setRule(read.error.kind);
    const isUntouched = isSame && areSameExtras(extras, extrasOf(fact));
    if (isUntouched && fact.grade === marks.grade && fact.handling === marks.handling) return onClose();
    isBusy.current = true;
    const said = isUntouched ? fact : readExtras(extras).said;
    const { source, during, nationalMark, note } = said;
    const { grade, handling } = marks;
    const about = { entity, property, value: read.value, replaces: way === "beside" ? null : (fact?.claim ?? null) };
    const answer = await askCore("setValue", { ...about, grade, handling, source, during, nationalMark, note });
    isBusy.current = false;
    if (answer.ok) onClose();
    else if (answer.error.kind === "refused-value") setRule(ruleOf(answer.error.where));
    else tellFailure(answer.error);
  };
  return { rule, save, forgive: () => setRule(undefined) };
}
