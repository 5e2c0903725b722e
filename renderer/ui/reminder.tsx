import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Callout } from "./callout.tsx";
import type { IconName } from "./icon.tsx";
import "./panels.css";

interface ReminderProps {
  readonly title: string;
  readonly text: string;
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
}

/** Above a screen: something that should be done, and the button that does it. */
export function Reminder({ title, text, icon, label, onClick }: ReminderProps): ReactNode {
  return (
    <div className="ui-reminder">
      <Callout tone="warning" title={title}>
        <span className="ui-reminder-line">
          {text}
          <Button icon={icon} onClick={onClick}>
            {label}
          </Button>
        </span>
      </Callout>
    </div>
  );
}
