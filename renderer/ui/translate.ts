import i18next, { type i18n } from "i18next";
import { useMemo } from "react";
import { initReactI18next, useTranslation } from "react-i18next";

/** The three languages of the window. */
export const languages = ["kk", "ru", "en"] as const;
export type Language = (typeof languages)[number];

export type TranslateParams = Readonly<Record<string, string | number>>;
/** "namespace:path.to.key" and its parameters give the sentence; `count` chooses the plural form. */
export type Translate = (key: string, params?: TranslateParams) => string;

declare global {
  interface Window {
    /** Keys that were asked for and have no words: the tests' collector. */
    dalelMissingKeys?: ReadonlySet<string>;
  }
}

const files: Readonly<Record<string, unknown>> = import.meta.glob("../../assets/locales/*/*.json", { eager: true, import: "default" });
const words: i18n = i18next.createInstance();
void words.use(initReactI18next).init({
  resources: resourcesOf(files),
  lng: "ru",
  fallbackLng: false,
  defaultNS: "common",
  initAsync: false,
  interpolation: { escapeValue: false },
  returnNull: false,
  saveMissing: true,
  missingKeyHandler: (asked, namespace, key) => noteMissing(asked.join(","), namespace, key),
});

/** Lets sentences write a parameter in a form of their own: `{{where, bytes}}`. */
export function addWordForm(name: string, write: (language: Language, value: unknown) => string): void {
  words.services.formatter?.add(name, (value: unknown) => write(uiLanguage(), value));
}

/** The sentence of a key in the language of the window, outside React. */
export const translate: Translate = (key, params) => words.t(key, params ?? {});

/** Switches every mounted screen at once. */
export function setUiLanguage(language: Language): void {
  void words.changeLanguage(language);
  document.documentElement.lang = language;
}

export function uiLanguage(): Language {
  return languages.find((language) => language === words.language) ?? "ru";
}

/** Whether a key has words in the language of the window (for texts that come from a case: unknown types, agencies). */
export function hasWords(key: string): boolean {
  return words.exists(key);
}

/** `t` of a component; it is drawn anew when the language changes. */
export function useTranslate(): Translate {
  const { t } = useTranslation(undefined, { i18n: words });
  return useMemo<Translate>(() => (key, params) => t(key, params ?? {}), [t]);
}

/** The language of the window, for components that write dates and numbers. */
export function useUiLanguage(): Language {
  useTranslation(undefined, { i18n: words });
  return uiLanguage();
}

function noteMissing(language: string, namespace: string, key: string): void {
  window.dalelMissingKeys = new Set([...(window.dalelMissingKeys ?? []), `${language}/${namespace}:${key}`]);
  document.documentElement.dataset["missingKey"] = [...window.dalelMissingKeys].join(" ");
}

function resourcesOf(found: Readonly<Record<string, unknown>>): Record<string, Record<string, Record<string, unknown>>> {
  const resources: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [path, content] of Object.entries(found)) {
    const [language, file] = path.split("/").slice(-2);
    if (language === undefined || file === undefined || !isWords(content)) continue;
    resources[language] = { ...resources[language], [file.replace(/\.json$/, "")]: withNumbers(content) };
  }
  return resources;
}

/** A count is written as every number of the language is: nobody has to say so in each sentence. */
function withNumbers(content: Record<string, unknown>): Record<string, unknown> {
  const written = (value: unknown): unknown =>
    typeof value === "string" ? value.replaceAll("{{count}}", "{{count, number}}") : isWords(value) ? withNumbers(value) : value;
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, written(value)]));
}

function isWords(content: unknown): content is Record<string, unknown> {
  return typeof content === "object" && content !== null;
}
