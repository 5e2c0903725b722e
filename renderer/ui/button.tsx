import { Button as BlueprintButton } from "@blueprintjs/core";
import type { MouseEvent, ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

interface SharedProps {
  readonly intent?: "none" | "primary" | "danger" | "success";
  readonly isMinimal?: boolean;
  readonly isSmall?: boolean;
  readonly isDisabled?: boolean;
  /** Pressed look; also told to screen readers. */
  readonly isActive?: boolean;
  readonly isLoading?: boolean;
  readonly onClick?: (event: MouseEvent) => void;
  readonly type?: "button" | "submit";
  readonly autoFocus?: boolean;
  readonly id?: string;
  /** false = not a tab stop: it stands inside a widget that has the keys. */
  readonly isStop?: boolean;
  /** It takes something away, and what comes into its place may have such a button too: a second click right after one is no order. */
  readonly takesAway?: boolean;
}

/** The second click of a double click comes within this time. */
const doubleClickMs = 600;
let lastTakenAt = Number.NEGATIVE_INFINITY;

function isSecondClick({ timeStamp }: MouseEvent): boolean {
  const isSecond = timeStamp - lastTakenAt < doubleClickMs;
  lastTakenAt = timeStamp;
  return isSecond;
}
interface ButtonProps extends SharedProps {
  readonly icon?: IconName;
  readonly endIcon?: IconName;
  readonly title?: string;
  readonly children: ReactNode;
}
interface IconButtonProps extends SharedProps {
  readonly icon: IconName;
  /** The accessible name, and the tooltip. */
  readonly label: string;
}

/** A button with words. */
export function Button({ icon, endIcon, title, children, ...shared }: ButtonProps): ReactNode {
  return (
    <BlueprintButton
      {...blueprintProps(shared)}
      {...(icon && { icon: <Icon name={icon} /> })}
      {...(endIcon && { endIcon: <Icon name={endIcon} /> })}
      {...(title && { title })}
    >
      {children}
    </BlueprintButton>
  );
}

/** A button with only an icon: minimal unless said otherwise. */
export function IconButton({ icon, label, isMinimal = true, ...shared }: IconButtonProps): ReactNode {
  return <BlueprintButton {...blueprintProps({ ...shared, isMinimal })} icon={<Icon name={icon} />} aria-label={label} title={label} />;
}

function blueprintProps(shared: SharedProps) {
  const {
    intent = "none",
    isMinimal = false,
    isSmall = false,
    isDisabled = false,
    isActive,
    isLoading = false,
    onClick,
    type = "button",
    autoFocus,
    id,
    isStop = true,
    takesAway = false,
  } = shared;
  return {
    intent,
    variant: isMinimal ? "minimal" : "solid",
    size: isSmall ? "small" : "medium",
    disabled: isDisabled,
    active: isActive === true,
    loading: isLoading,
    type,
    ...(isActive === undefined ? {} : { "aria-pressed": isActive }),
    ...(isStop ? {} : { tabIndex: -1 }),
    ...(onClick === undefined
      ? {}
      : {
          onClick: (event: MouseEvent) => {
            if (!isStop) event.stopPropagation();
            if (!takesAway || !isSecondClick(event)) onClick(event);
          },
        }),
    ...(autoFocus === undefined ? {} : { autoFocus }),
    ...(id === undefined ? {} : { id }),
  } as const;
}
