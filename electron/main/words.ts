import en from "../../assets/locales/en/machine.json" with { type: "json" };
import kk from "../../assets/locales/kk/machine.json" with { type: "json" };
import ru from "../../assets/locales/ru/machine.json" with { type: "json" };

/** The few words the machine says itself, before or beside the window. */
export type Words = typeof en;

/** Words in the first of the person's languages that we speak, in the order the system gives them; else English. */
export function wordsFor(languages: readonly string[]): Words {
  const spoken: Readonly<Record<string, Words>> = { en, kk, ru };
  const found = languages.map((tag) => tag.toLowerCase().split("-")[0] ?? "").find((language) => Object.hasOwn(spoken, language));
  return spoken[found ?? "en"] ?? en;
}
