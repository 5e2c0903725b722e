import { HTMLSelect } from "@blueprintjs/core";
import type { ReactNode } from "react";
import type { FieldOption } from "./field.tsx";
import "./field.css";

/** One of a few, in a row of a table: its name is told and not shown, for the header of its column shows it. */
export function CompactSelect({
  label,
  value,
  options,
  onChange,
  isOpen = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly FieldOption[];
  readonly onChange: (value: string) => void;
  /** Something has to be chosen here. */
  readonly isOpen?: boolean;
}): ReactNode {
  return (
    <HTMLSelect
      aria-label={label}
      aria-invalid={isOpen}
      className={isOpen ? "ui-compact ui-compact-open" : "ui-compact"}
      value={value}
      options={options.map((option) => ({ value: option.value, label: option.label }))}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
