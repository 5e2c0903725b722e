import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import "./panels.css";

/** Where a person is in a wizard; `current` counts from 0. */
export function Steps({
  steps,
  current,
  label,
}: {
  readonly steps: readonly string[];
  readonly current: number;
  readonly label?: string;
}): ReactNode {
  return (
    <ol className="ui-steps" aria-label={label}>
      {steps.map((step, at) => (
        <li
          key={step}
          className={at < current ? "ui-step ui-step-done" : at === current ? "ui-step ui-step-current" : "ui-step"}
          aria-current={at === current ? "step" : undefined}
        >
          <span className="ui-step-mark">{at < current ? <Icon name="small-tick" /> : at + 1}</span>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
