import type { ReactNode } from "react";
import { useFormat } from "./format.ts";
import { Icon, type IconName } from "./icon.tsx";
import { useTranslate } from "./translate.ts";
import "./tag.css";
import { agencyText } from "./agency-text.ts";

export type Tone = "none" | "info" | "primary" | "success" | "warning" | "danger";

interface TagProps {
  readonly tone?: Tone;
  readonly title?: string;
  /** Beside the text, never among it: on a line of its own it would hide both. */
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A small label. */
export function Tag({ tone = "none", title, icon, children }: TagProps): ReactNode {
  return (
    <span className={`ui-tag ui-tag-${tone}`} title={title}>
      {icon !== undefined && <Icon name={icon} size={12} />}
      <span className="ui-tag-text">{children}</span>
    </span>
  );
}

/** A TLP 2.0 marking. */
export function HandlingTag({ handling }: { readonly handling: string }): ReactNode {
  const t = useTranslate();
  return (
    <span className={`ui-tag ui-handling ui-handling-${handling.replace("+", "-")}`} title={t("common:handling.title")}>
      TLP:{handling.toUpperCase()}
    </span>
  );
}

/** An Admiralty grade: A–C with 1–3 reads as good, E, F, 5 as weak, 6 as not judged. */
export function GradeTag({ grade }: { readonly grade: string }): ReactNode {
  const t = useTranslate();
  return (
    <span
      className={`ui-tag ui-grade ui-tag-${gradeTone(grade)}`}
      title={t("common:grade.title", { source: grade.slice(0, 1), information: grade.slice(1) })}
    >
      {grade}
    </span>
  );
}

/** Whose words these are: the agency's short code. */
export function AgencyTag({ agency }: { readonly agency: string }): ReactNode {
  const t = useTranslate();
  return (
    <span className="ui-tag ui-tag-primary" title={t("common:agency.title")}>
      {agencyText(agency)}
    </span>
  );
}

/** How many. */
export function CountTag({ count }: { readonly count: number }): ReactNode {
  const format = useFormat();
  return <span className="ui-tag ui-tag-count">{format.number(count)}</span>;
}

function gradeTone(grade: string): Tone {
  if (/^[AB][12]$/.test(grade)) return "success";
  if (/^F|6$/.test(grade)) return "none";
  return /^[DE]|[45]$/.test(grade) ? "danger" : "warning";
}
