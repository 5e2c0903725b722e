import type { ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";
import "./search-field.css";

interface SearchFieldProps {
  /** The accessible name, and the text that stands while it is empty. */
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly id?: string;
}

/** More finds nothing: no name is longer. */
const longestQuery = 500;

/** A filter box: Escape or the cross empties it. */
export function SearchField({ label, clearLabel, value, onChange, id }: SearchFieldProps): ReactNode {
  return (
    <div className="ui-search">
      <Icon name="filter" size={14} />
      <input
        id={id}
        type="text"
        aria-label={label}
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        value={value}
        data-draft="none"
        maxLength={longestQuery}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            event.stopPropagation();
            onChange("");
          }
        }}
      />
      {value !== "" && <IconButton isSmall icon="small-cross" label={clearLabel} onClick={() => onChange("")} />}
    </div>
  );
}
