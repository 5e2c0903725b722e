import type { ReactNode } from "react";
import { blankDraft, entryOf, offeredProperties, type PropertyDraft, type PropertyDrafts } from "./property-draft.ts";
import { PropertyField } from "./property-field.tsx";

interface DraftFieldsProps {
  readonly type: string;
  readonly drafts: PropertyDrafts;
  /** The broken rule by property. */
  readonly rules: Readonly<Record<string, string>>;
  readonly onChange: (property: string, draft: PropertyDraft) => void;
  readonly hasFocus?: boolean;
}

/** One field per property of a type, required ones first. */
export function DraftFields({ type, drafts, rules, onChange, hasFocus = false }: DraftFieldsProps): ReactNode {
  return (
    <div className="entity-fields">
      {offeredProperties(type).map((property, at) => {
        const entry = entryOf(type, property);
        return (
          entry !== undefined && (
            // A beginning takes a new line, so that its end stands beside it.
            <div key={property} className={entry.timeline === "start" ? "entity-field entity-field-start" : "entity-field"}>
              <PropertyField
                {...{ property, entry }}
                draft={drafts[property] ?? blankDraft(entry)}
                rule={rules[property]}
                onChange={(draft) => onChange(property, draft)}
                {...(hasFocus && at === 0 ? { autoFocus: true } : {})}
              />
            </div>
          )
        );
      })}
    </div>
  );
}
