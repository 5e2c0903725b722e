/**
 * One coarse Latin spelling for names written in Kazakh, Russian or Latin letters, so that Құрманғазы, Курмангазы, Qūrmanğazy and
 * Kurmangazy are found by each other. For search only: it never says that two names are the same.
 *
 * Source  official Kazakh → Russian folding and the 2021 Kazakh Latin alphabet; ICAO 9303 and passport practice for the rest.
 */
export function foldText(text: string): string {
  const lower = text.normalize("NFC").toLowerCase();
  let latin = "";
  for (const sign of lower) latin += latinBySign.get(sign) ?? sign;
  latin = latin.normalize("NFD").replaceAll(/\p{M}+/gu, "");
  for (const [pattern, spelling] of spellings) latin = latin.replaceAll(pattern, spelling);
  return latin.replaceAll(/(\p{L})\1+/gu, "$1").trim();
}

const latinBySign: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ә: "a",
    ө: "o",
    ұ: "u",
    ү: "u",
    қ: "k",
    ғ: "g",
    ң: "n",
    і: "i",
    һ: "h",
    а: "a",
    б: "b",
    в: "v",
    г: "g",
    д: "d",
    е: "e",
    ё: "e",
    ж: "zh",
    з: "z",
    и: "i",
    й: "i",
    к: "k",
    л: "l",
    м: "m",
    н: "n",
    о: "o",
    п: "p",
    р: "r",
    с: "s",
    т: "t",
    у: "u",
    ф: "f",
    х: "h",
    ц: "ts",
    ч: "ch",
    ш: "sh",
    щ: "sh",
    ъ: "",
    ы: "i",
    ь: "",
    э: "e",
    ю: "iu",
    я: "ia",
    ı: "i",
    ğ: "g",
    ş: "sh",
    ç: "ch",
    ʼ: "",
    "’": "",
    "'": "",
    "`": "",
  }),
);

/** Applied in order to Latin text. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/shch/g, "sh"],
  [/dzh/g, "zh"],
  [/zh/g, "j"],
  [/kh/g, "h"],
  [/gh/g, "g"],
  [/q/g, "k"],
  [/w/g, "v"],
  [/x/g, "ks"],
  [/ts/g, "c"],
  [/[y]/g, "i"],
  [/i+/g, "i"],
  [/i([aou])/g, "$1"],
];
