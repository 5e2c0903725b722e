import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Language = "en" | "ru" | "kk";
/** The sentence of a locale key ("gate:unlock.open") with its parameters filled in, as the window shows it. Plurals: name the form. */
export type Words = (key: string, parameters?: Readonly<Record<string, string | number>>) => string;

type Nested = { readonly [key: string]: string | Nested };

/** The words of one language, read from the locale files the program ships. */
export function wordsIn(language: Language): Words {
  return (key, parameters = {}) => {
    const [namespace = "", path = ""] = key.split(":");
    const file = join(import.meta.dirname, "../../assets/locales", language, `${namespace}.json`);
    const found = path
      .split(".")
      .reduce<string | Nested | undefined>(
        (at, step) => (typeof at === "object" ? at[step] : undefined),
        JSON.parse(readFileSync(file, "utf8")) as Nested,
      );
    if (typeof found !== "string") throw new Error(`no words for ${key} in ${language}`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => String(parameters[name] ?? ""));
  };
}
