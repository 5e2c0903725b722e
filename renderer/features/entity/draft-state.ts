import { useRef, useState } from "react";
import type { SaveOutcome } from "./acts.ts";
import type { PropertyDraft, PropertyDrafts } from "./property-draft.ts";

/** What a form holds while it is open. */
export interface DraftState {
  readonly drafts: PropertyDrafts;
  readonly rules: Readonly<Record<string, string>>;
  readonly outcome: SaveOutcome | null;
  put(property: string, draft: PropertyDraft): void;
  /** Shows broken rules. */
  refuse(rules: Readonly<Record<string, string>>): void;
  /** Saves once, and shows the refusal at its field. */
  save(act: () => Promise<SaveOutcome>): Promise<void>;
}

export function useDraftState(): DraftState {
  const [drafts, setDrafts] = useState<PropertyDrafts>({});
  const [rules, setRules] = useState<Readonly<Record<string, string>>>({});
  const isBusy = useRef(false);
  const [outcome, setOutcome] = useState<SaveOutcome | null>(null);
  return {
    drafts,
    rules,
    outcome,
    put: (property, draft) => {
      setDrafts({ ...drafts, [property]: draft });
      setRules(Object.fromEntries(Object.entries(rules).filter(([name]) => name !== property)));
      setOutcome(null);
    },
    refuse: (found) => {
      setRules(found);
      focusFirstRefusal();
    },
    save: async (act) => {
      if (isBusy.current) return;
      isBusy.current = true;
      const answered = await act();
      isBusy.current = false;
      setOutcome(answered);
      if (answered.kind !== "refused") return;
      setRules({ [answered.property]: answered.rule });
      focusFirstRefusal();
    },
  };
}

/** Goes to the first field that is wrong, once it is drawn so. */
function focusFirstRefusal(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.entity-form [aria-invalid="true"]')?.focus());
}
