import type { ReactNode } from "react";
import { useFormat } from "./format.ts";
import "./panels.css";

/** How far a job is; total 0 = not known, the bar then only moves. */
export function Progress({ done, total, label }: { readonly done: number; readonly total: number; readonly label: string }): ReactNode {
  const format = useFormat();
  const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : null;
  return (
    <div className="ui-progress">
      <span className="ui-progress-label">
        {label}
        {percent !== null && <span className="tabular"> {format.number(percent)} %</span>}
      </span>
      <div
        className="ui-progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === null ? {} : { "aria-valuenow": percent })}
      >
        <div className={percent === null ? "ui-progress-bar ui-progress-moving" : "ui-progress-bar"} style={{ width: `${percent ?? 30}%` }} />
      </div>
    </div>
  );
}
