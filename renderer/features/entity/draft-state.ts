import { useRef, useState } from "react";
import type { SaveOutcome } from "./acts.ts";
import { type ClaimExtras, type ExtraFaults, noExtras, type ReadExtras, readExtras } from "./claim-extras.ts";
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

/** What is said of a whole new thing beyond its values. */
export interface ExtrasState {
  readonly extras: ClaimExtras;
  readonly faults: ExtraFaults;
  put(extras: ClaimExtras): void;
  /** What was typed; null when a field is wrong, which then shows it. */
  read(): ReadExtras | null;
}

export function useExtrasState(): ExtrasState {
  const [extras, setExtras] = useState<ClaimExtras>(noExtras);
  const [faults, setFaults] = useState<ExtraFaults>({});
  return {
    extras,
    faults,
    put: (next) => {
      setExtras(next);
      setFaults({});
    },
    read: () => {
      const { said, faults: found } = readExtras(extras);
      setFaults(found);
      return Object.keys(found).length === 0 ? said : null;
    },
  };
}

/** Goes to the first field that is wrong, once it is drawn so. */
function focusFirstRefusal(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.entity-form [aria-invalid="true"]')?.focus());
}
