/**
 * Countries as FollowTheMoney codes them, by the names officers here write: English, Russian, Kazakh, and the code of three letters. A fixed list and
 * not the platform's: two machines must write the same bytes. What is not here is said as text.
 */
const names: Readonly<Record<string, string>> = {
  kz: "KAZ|Kazakhstan|Republic of Kazakhstan|Казахстан|Республика Казахстан|Қазақстан|Қазақстан Республикасы|РК|ҚР",
  ru: "RUS|Russia|Russian Federation|Россия|Российская Федерация|Ресей|РФ",
  kg: "KGZ|Kyrgyzstan|Кыргызстан|Киргизия|Қырғызстан",
  uz: "UZB|Uzbekistan|Узбекистан|Өзбекстан",
  tj: "TJK|Tajikistan|Таджикистан|Тәжікстан",
  tm: "TKM|Turkmenistan|Туркменистан|Түрікменстан",
  by: "BLR|Belarus|Беларусь",
  ua: "UKR|Ukraine|Украина",
  am: "ARM|Armenia|Армения",
  az: "AZE|Azerbaijan|Азербайджан|Әзірбайжан",
  ge: "GEO|Georgia|Грузия",
  mn: "MNG|Mongolia|Монголия|Моңғолия",
  cn: "CHN|China|Китай|Қытай",
  hk: "HKG|Hong Kong|Гонконг",
  tr: "TUR|Turkey|Türkiye|Турция|Түркия",
  ae: "ARE|United Arab Emirates|UAE|ОАЭ|Объединённые Арабские Эмираты|Объединенные Арабские Эмираты|БАӘ|Біріккен Араб Әмірліктері",
  us: "USA|United States|United States of America|США|Соединённые Штаты Америки|АҚШ",
  gb: "GBR|United Kingdom|UK|Великобритания|Ұлыбритания",
  de: "DEU|Germany|Германия",
  fr: "FRA|France|Франция",
  nl: "NLD|Netherlands|Нидерланды|Нидерланд",
  ch: "CHE|Switzerland|Швейцария",
  cy: "CYP|Cyprus|Кипр",
  mt: "MLT|Malta|Мальта",
  ee: "EST|Estonia|Эстония",
  lv: "LVA|Latvia|Латвия",
  lt: "LTU|Lithuania|Литва",
  pl: "POL|Poland|Польша",
  cz: "CZE|Czechia|Чехия",
  sg: "SGP|Singapore|Сингапур",
  in: "IND|India|Индия|Үндістан",
  ir: "IRN|Iran|Иран",
  kr: "KOR|South Korea|Южная Корея|Оңтүстік Корея",
  jp: "JPN|Japan|Япония|Жапония",
  th: "THA|Thailand|Таиланд|Тайланд",
  id: "IDN|Indonesia|Индонезия",
  my: "MYS|Malaysia|Малайзия",
  vn: "VNM|Vietnam|Вьетнам",
  sc: "SYC|Seychelles|Сейшелы|Сейшельские Острова",
  vg: "VGB|British Virgin Islands|BVI|Британские Виргинские Острова",
  ky: "CYM|Cayman Islands|Каймановы Острова",
  pa: "PAN|Panama|Панама",
  bz: "BLZ|Belize|Белиз",
};

const codes: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([code, said]) => [[code, code] as const, ...said.split("|").map((name) => [name.toLowerCase(), code] as const)]),
);

/** The code of a country, or null when the name is none of the list. */
export function countryCode(name: string): string | null {
  return codes.get(name.trim().toLowerCase()) ?? null;
}
