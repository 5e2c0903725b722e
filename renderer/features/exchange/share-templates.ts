import type { RedactRule } from "../../../shared/bundle/model.ts";
import { askCore, askOrTell } from "../../state/ask.ts";

/** Rules under a name, to be used again in any case: those that name a thing or a file of one case are not among them. */
export interface RuleTemplate {
  readonly name: string;
  readonly rules: readonly RedactRule[];
}
const noteName = "share-templates";
const words = ["type", "property", "handling", "source", "information"] as const;

/** Whether a rule means the same in every case. */
export function isOfAnyCase({ by }: RedactRule): boolean {
  return by !== "entity" && by !== "source";
}

/** The templates this officer keeps, by name. What cannot be read is left out. */
export async function readTemplates(): Promise<readonly RuleTemplate[]> {
  const note = await askCore("readNote", { name: noteName });
  const kept = note.ok && note.value !== null ? parsed(note.value) : [];
  return Array.isArray(kept) ? kept.flatMap((each: unknown) => templateIn(each) ?? []) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return []; // a note that is none holds no template
  }
}

/** Keeps a template; one of the same name is replaced. */
export async function keepTemplate({ name, rules }: RuleTemplate): Promise<readonly RuleTemplate[]> {
  const others = (await readTemplates()).filter((each) => each.name !== name);
  return writeTemplates([...others, { name, rules: rules.filter(isOfAnyCase) }]);
}

export async function dropTemplate(name: string): Promise<readonly RuleTemplate[]> {
  return writeTemplates((await readTemplates()).filter((each) => each.name !== name));
}

async function writeTemplates(templates: readonly RuleTemplate[]): Promise<readonly RuleTemplate[]> {
  const sorted = [...templates].sort((a, b) => (a.name < b.name ? -1 : 1));
  await askOrTell("keepNote", { name: noteName, text: JSON.stringify(sorted) });
  return readTemplates();
}

function templateIn(kept: unknown): RuleTemplate | null {
  if (typeof kept !== "object" || kept === null || !("name" in kept) || !("rules" in kept)) return null;
  const { name, rules } = kept;
  return typeof name === "string" && Array.isArray(rules) ? { name, rules: rules.flatMap((rule: unknown) => ruleIn(rule) ?? []) } : null;
}

/** A rule of a form we write, and of no other. */
function ruleIn(kept: unknown): RedactRule | null {
  if (typeof kept !== "object" || kept === null) return null;
  const text = (name: (typeof words)[number]): string => {
    const value: unknown = Reflect.get(kept, name);
    return typeof value === "string" ? value : "";
  };
  const by: unknown = Reflect.get(kept, "by");
  const handling = (["clear", "green", "amber", "amber+strict", "red"] as const).find((each) => each === text("handling"));
  if (by === "type") return { by, type: text("type") };
  if (by === "property") return { by, type: text("type"), property: text("property") };
  if (by === "grade") return { by, source: text("source"), information: text("information") };
  if (by === "handling") return handling === undefined ? null : { by, handling };
  return by === "personal" || by === "protected" ? { by } : null;
}
