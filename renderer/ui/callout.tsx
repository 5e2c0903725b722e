import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import type { Tone } from "./tag.tsx";
import "./panels.css";

/** A message that stays: what happened, what is safe, what to do next. Warnings and dangers are announced. */
export function Callout({
  tone = "info",
  title,
  children,
}: {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div
      className={`ui-callout ui-callout-${tone}`}
      role={tone === "danger" ? "alert" : tone === "warning" || tone === "success" ? "status" : "note"}
    >
      <Icon name={toneIcons[tone]} />
      <div className="ui-callout-text">
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  );
}

const toneIcons: Readonly<Record<Tone, IconName>> = {
  none: "info-sign",
  info: "info-sign",
  primary: "info-sign",
  success: "tick-circle",
  warning: "warning-sign",
  danger: "error",
};
