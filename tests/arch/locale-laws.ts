/** One namespace of words in each language: keys with dots for nesting, and the text. */
export type Words = ReadonlyMap<string, string>;
export const languages = ["en", "kk", "ru"] as const;
export type Language = (typeof languages)[number];
export type Namespace = Readonly<Record<Language, Words>>;

/** The plural forms a language has, as CLDR names them for whole numbers. */
const pluralForms: Readonly<Record<Language, readonly string[]>> = {
  en: ["one", "other"],
  kk: ["one", "other"],
  ru: ["few", "many", "one", "other"],
};
const pluralSuffix = /_(zero|one|two|few|many|other)$/;

/** Reads a namespace's file: nested objects of texts, nothing else; what is no text comes back as an empty one, which a law refuses. */
export function wordsIn(value: unknown, above = ""): Words {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return new Map([[above, ""]]);
  const entries = Object.entries(value).flatMap(([key, inner]): (readonly [string, string])[] => {
    const path = above === "" ? key : `${above}.${key}`;
    return typeof inner === "string" ? [[path, inner]] : [...wordsIn(inner, path)];
  });
  return new Map(entries);
}

/** Every breach of the rules of one namespace, a sentence each: same keys, the right plural forms, the same parameters, no empty text. */
export function breachesIn(name: string, namespace: Namespace): readonly string[] {
  const plurals = pluralsIn(namespace);
  const bases = Object.fromEntries(languages.map((language) => [language, basesOf(namespace[language], plurals)]));
  const all = new Set(languages.flatMap((language) => [...(bases[language]?.keys() ?? [])]));
  return [...all].flatMap((base) =>
    languages.flatMap((language) => {
      const forms = bases[language]?.get(base);
      const at = `${name}:${base} (${language})`;
      if (forms === undefined) return [`${at} is missing`];
      return [...formBreaches(at, forms, plurals.has(base) ? pluralForms[language] : [""]), ...parameterBreaches(at, forms, bases["en"]?.get(base))];
    }),
  );
}

/** Keys where Russian says that something is taken back and Kazakh uses another word for it than the rest of the program. */
export function otherWordsForTakenBack(ru: Words, kk: Words): readonly string[] {
  return [...ru].filter(([key, text]) => /отозва|отзыв/i.test(text) && !/кері қайтарып ал/i.test(kk.get(key) ?? "")).map(([key]) => key);
}

/** The texts of a base key, by plural form; "" where it has none. */
type Forms = ReadonlyMap<string, string>;

/** Keys that count: those with a form that only counting has. A lone `_other` is a word of its own. */
function pluralsIn(namespace: Namespace): ReadonlySet<string> {
  const keys = languages.flatMap((language) => [...namespace[language].keys()]);
  return new Set(keys.filter((key) => /_(one|few|many)$/.test(key)).map((key) => key.replace(pluralSuffix, "")));
}

function basesOf(words: Words, plurals: ReadonlySet<string>): ReadonlyMap<string, Forms> {
  const bases = new Map<string, Map<string, string>>();
  for (const [key, text] of words) {
    const stem = key.replace(pluralSuffix, "");
    const base = plurals.has(stem) ? stem : key;
    const forms = bases.get(base) ?? new Map<string, string>();
    bases.set(base, forms.set(base === key ? "" : (pluralSuffix.exec(key)?.[1] ?? ""), text));
  }
  return bases;
}

function formBreaches(at: string, forms: Forms, wanted: readonly string[]): readonly string[] {
  const has = [...forms.keys()].sort().join(" ");
  const empty = [...forms].filter(([, text]) => text.trim() === "").map(([form]) => `${at} has no text${form === "" ? "" : ` for ${form}`}`);
  return has === wanted.join(" ") ? empty : [`${at} has the forms "${has}" and not "${wanted.join(" ")}"`, ...empty];
}

/** A parameter may be left out of one plural form (“one day”), but not of all of them. */
function parameterBreaches(at: string, forms: Forms, inEnglish: Forms | undefined): readonly string[] {
  const names = (some: Forms): string => {
    const found = [...some.values()].flatMap((text) => [...text.matchAll(/\{\{-?\s*([\w.]+)/g)].map((match) => match[1]));
    return [...new Set(found)].sort().join(" ");
  };
  return inEnglish === undefined || names(forms) === names(inEnglish) ? [] : [`${at} names {{${names(forms)}}} and English {{${names(inEnglish)}}}`];
}
