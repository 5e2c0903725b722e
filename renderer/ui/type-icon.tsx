import { type ReactNode, useMemo } from "react";
import type { Shape } from "../../shared/ontology/model.ts";
import { typeEntry } from "../../shared/ontology/read.ts";
import { hasWords, type Translate, useTranslate } from "./translate.ts";
import "./text.css";

const drawings: Readonly<Record<string, unknown>> = import.meta.glob("../../assets/icons/types/*.svg", {
  eager: true,
  query: "?url",
  import: "default",
});

/** Address of the white drawing of a type (assets/icons/types), or null for one that has none. */
export function typeIconAddress(icon: string): string | null {
  const address = drawings[`../../assets/icons/types/${icon}.svg`];
  return typeof address === "string" ? address : null;
}

interface TypeIconProps {
  /** A type of the ontology; an unknown one is drawn grey with a question mark's place left empty. */
  readonly type: string;
  readonly size?: number;
}

/** What a type looks like everywhere: its shape, colour and drawing together, never colour alone. */
export function TypeIcon({ type, size = 16 }: TypeIconProps): ReactNode {
  const entry = typeEntry(type);
  const address = entry === undefined ? null : typeIconAddress(entry.icon);
  return (
    <svg className="ui-type-icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden={true} focusable={false}>
      <path d={entry?.form === "node" ? outlines[entry.shape] : linkOutline} fill={`var(--type-${entry?.colour ?? "grey"})`} />
      {address !== null && <image href={address} x={6} y={6} width={12} height={12} />}
    </svg>
  );
}

type TypeName = (type: string, form?: "one" | "many") => string;

/** The name of a type; the type's own word when this version does not know it. Another function only in another language. */
export function useTypeName(): TypeName {
  const t = useTranslate();
  return useMemo(() => typeNames(t), [t]);
}

/** Each name is looked up once: a table asks for it at every row. */
function typeNames(t: Translate): TypeName {
  const known = { one: new Map<string, string>(), many: new Map<string, string>() };
  return (type, form = "one") => {
    const before = known[form].get(type);
    if (before !== undefined) return before;
    const key = `ontology:${form === "one" ? "type" : "types"}.${type}`;
    const name = hasWords(key) ? t(key) : type;
    known[form].set(type, name);
    return name;
  };
}

const linkOutline = "M3 8h18v8H3z";
const outlines: Readonly<Record<Shape, string>> = {
  ellipse: "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22z",
  hexagon: "M6.5 2h11L23 12l-5.5 10h-11L1 12z",
  diamond: "M12 0l12 12-12 12L0 12z",
  "round-rectangle": "M6 2h12a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4z",
  rectangle: "M2 3h20v18H2z",
  octagon: "M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z",
  triangle: "M12 0l12 22H0z",
  barrel: "M2 5c6-4 14-4 20 0v14c-6 4-14 4-20 0z",
  tag: "M2 4h15l6 8-6 8H2z",
};
