import type { ReactNode } from "react";
import { iconSet } from "./icon-set.ts";

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
  return title === undefined ? (
    <Drawn size={size} title={false} aria-hidden={true} {...(className === undefined ? {} : { className })} />
  ) : (
    <Drawn size={size} title={title} {...(className === undefined ? {} : { className })} />
  );
}
