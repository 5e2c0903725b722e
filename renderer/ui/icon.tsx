import type { ReactNode } from "react";
import { iconSet } from "./icon-set.ts";
import "./text.css";

export type IconName = keyof typeof iconSet;

/** Whether a text (a command's `icon`) names an icon of the set. */
export function isIconName(name: string): name is IconName {
  return Object.hasOwn(iconSet, name);
}

interface IconProps {
  readonly name: IconName;
  /** Pixels; 16 fits text and buttons. */
  readonly size?: number;
  /** Without a title the icon is decoration and hidden from screen readers. */
  readonly title?: string;
  readonly className?: string;
}

/** One icon of the chrome. */
export function Icon({ name, size = 16, title, className }: IconProps): ReactNode {
  const Drawn = iconSet[name];
  const classes = className === undefined ? "bp6-icon ui-icon" : `bp6-icon ui-icon ${className}`;
  return title === undefined ? (
    <Drawn tagName={null} size={size} title={false} className={classes} aria-hidden={true} />
  ) : (
    <Drawn tagName={null} size={size} title={title} className={classes} />
  );
}
