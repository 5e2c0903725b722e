import { type ExportPlan, formsOf } from "../../../shared/case/export-door.ts";
import type { ExportTable } from "../../../shared/case/export-record.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { OpenDialog } from "../../state/desk.ts";
import { exportWords } from "./export-words.ts";

type Form = ExportPlan["form"];
type Asked = Extract<OpenDialog, { readonly kind: "export" }>;

/** What a person chose so far. */
export interface ExportDraft {
  readonly table: ExportTable;
  readonly form: Form;
  readonly scope: "chosen" | "shown" | "all";
  readonly delimiter: ExportPlan["csv"]["delimiter"];
  readonly hasByteOrderMark: boolean;
  /** A partner's key; "other" = somebody by name; "" = nobody yet. */
  readonly whom: AuthorId | "other" | "";
  readonly addressee: string;
  readonly marking: Handling | null;
  readonly nationalMark: "" | "official-use";
  readonly purpose: string;
  readonly legalBasis: string;
  readonly retainUntil: string;
  readonly withoutPersonal: boolean;
  readonly withoutProtected: boolean;
}
export type ChangeDraft = (part: Partial<ExportDraft>) => void;

/** What a dialog begins with: the rows it was opened for, in the delimiter its language's spreadsheets expect. */
export function firstDraft({ table, shown, chosen }: Asked, language: string): ExportDraft {
  return {
    table,
    form: "csv",
    scope: chosen.length > 0 ? "chosen" : shown === null ? "all" : "shown",
    delimiter: language === "en" ? "," : ";",
    hasByteOrderMark: true,
    whom: "",
    addressee: "",
    marking: null,
    nationalMark: "",
    purpose: "",
    legalBasis: "",
    retainUntil: "",
    withoutPersonal: false,
    withoutProtected: false,
  };
}

/** Whether rows that were shown or chosen in one table are rows of another: statements are about the things of any. */
export function fits(asked: Asked, table: ExportTable): boolean {
  return table === asked.table || (table === "statements" && asked.table !== "flows" && asked.table !== "acts");
}

/** Another table, in a form it has, with rows it has. */
export function withTable(draft: ExportDraft, asked: Asked, table: ExportTable): ExportDraft {
  const form = formsOf[table].includes(draft.form) ? draft.form : "csv";
  return { ...draft, table, form, scope: fits(asked, table) ? draft.scope : "all" };
}

function rowsOf(draft: ExportDraft, asked: Asked): readonly string[] | null {
  if (draft.scope === "all" || !fits(asked, draft.table)) return null;
  return draft.scope === "chosen" ? asked.chosen : asked.shown;
}

/** Whether it is said for whom, under which marking and why. */
export function isSaid(draft: ExportDraft): boolean {
  const hasWhom = draft.whom === "other" ? draft.addressee.trim() !== "" : draft.whom !== "";
  return hasWhom && draft.marking !== null && draft.purpose.trim() !== "";
}

/** The plan; null while it is not said for whom and why. The core judges the rest of it. */
export function planOf(draft: ExportDraft, asked: Asked): ExportPlan | null {
  const { whom, marking } = draft;
  if (!isSaid(draft) || marking === null) return null;
  return {
    table: draft.table,
    form: draft.form,
    rows: rowsOf(draft, asked),
    csv: { delimiter: draft.delimiter, hasByteOrderMark: draft.hasByteOrderMark },
    words: exportWords(),
    to: {
      to: whom === "other" || whom === "" ? [] : [whom],
      addressee: whom === "other" ? draft.addressee : "",
      marking,
      nationalMark: draft.nationalMark,
      purpose: draft.purpose,
      legalBasis: draft.legalBasis,
      retainUntil: draft.retainUntil,
      redact: [...(draft.withoutPersonal ? [{ by: "personal" } as const] : []), ...(draft.withoutProtected ? [{ by: "protected" } as const] : [])],
    },
  };
}
