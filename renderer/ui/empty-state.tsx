import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import "./panels.css";

/** A place with nothing in it yet: what it is for, and the one thing to do. */
export function EmptyState({
  icon,
  title,
  description,
  action,
}: {
  readonly icon: IconName;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className="ui-empty">
      <Icon name={icon} size={36} />
      <h3>{title}</h3>
      {description !== undefined && <p>{description}</p>}
      {action !== undefined && <div className="ui-empty-action">{action}</div>}
    </div>
  );
}
