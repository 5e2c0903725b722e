import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SampleInput } from "../../shared/case/sample-case.ts";
import type { SampleFile } from "../../shared/case/sample-story.ts";
import { sampleFiles } from "../../shared/case/sample-story.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Agency } from "./agency.ts";

const assets = join(import.meta.dirname, "../../assets");
const folder = join(assets, "samples/crackdown");
const textOf = (file: SampleFile): string => readFileSync(join(folder, file), "utf8");

/** What the worked example is made of, for an agency of the tests: the files of assets, and the words of one language. */
export function sampleInput({ door, entities }: Pick<Agency, "door"> & { readonly entities: SampleInput["entities"] }, language = "en"): SampleInput {
  const words: unknown = JSON.parse(readFileSync(join(assets, "locales", language, "sample.json"), "utf8"));
  return {
    door,
    files: {
      "01-release-ru.txt": textOf("01-release-ru.txt"),
      "02-outlet-ru.txt": textOf("02-outlet-ru.txt"),
      "03-outlet-ru.txt": textOf("03-outlet-ru.txt"),
      "04-outlet-kk.txt": textOf("04-outlet-kk.txt"),
      "05-outlet-ru-unmarked.txt": textOf("05-outlet-ru-unmarked.txt"),
      "06-report-en.txt": textOf("06-report-en.txt"),
      "07-slip-en.txt": textOf("07-slip-en.txt"),
      "08-comparison-ru.txt": textOf("08-comparison-ru.txt"),
      "09-seizure-kk.txt": textOf("09-seizure-kk.txt"),
      "10-register.txt": textOf("10-register.txt"),
      "rates.csv": textOf("rates.csv"),
    },
    words: (key) => wordAt(words, key),
    entities,
    onStep: () => undefined,
  };
}

export const sampleTexts: readonly (readonly [SampleFile, string])[] = sampleFiles.map((file) => [file, textOf(file)]);

function wordAt(words: unknown, key: string): string {
  let at: unknown = words;
  for (const part of key.split(".")) at = new Map(Object.entries(at ?? {})).get(part);
  invariant(typeof at === "string", "the locale has the word");
  return at;
}
