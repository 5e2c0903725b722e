/** What a column of a list of people or companies says. */
export type PartyRole =
  | "ordinal"
  | "fullName"
  | "surname"
  | "givenName"
  | "patronymic"
  | "company"
  | "anyName"
  | "iin"
  | "bin"
  | "anyNumber"
  | "birthDate"
  | "citizenship"
  | "country"
  | "position"
  | "legalForm"
  | "registeredAt"
  | "alias"
  | "phone"
  | "email"
  | "address"
  | "companyAddress"
  | "director"
  | "site"
  | "wallet"
  | "bankAccount"
  | "telegram"
  | "note";

/** Headers by role, folded, in English, Russian and Kazakh. */
const headers: Readonly<Record<PartyRole, string>> = {
  ordinal: "№|no|no.|#|n|№ п/п|п/п|№п/п|р/с|р/с №|т/н",
  fullName:
    "full name|fullname|name of person|person|фио|ф.и.о.|ф.и.о|фамилия имя отчество|фамилия, имя, отчество|физическое лицо|аты-жөні|аты жөні|тегі, аты, әкесінің аты|тегі аты әкесінің аты|жеке тұлға|та.ә.|т.а.ә.",
  surname: "surname|last name|lastname|family name|фамилия|тегі",
  givenName: "first name|firstname|given name|имя|аты",
  patronymic: "middle name|patronymic|отчество|әкесінің аты",
  company:
    "company|company name|organisation|organization|organisation name|organization name|legal name|legal entity|наименование|наименование организации|наименование компании|наименование юридического лица|наименование юл|название организации|название компании|организация|компания|юридическое лицо|атауы|ұйым|ұйым атауы|ұйымның атауы|компания атауы|компанияның атауы|заңды тұлға|заңды тұлғаның атауы",
  anyName:
    "name|фио/наименование|фио / наименование|наименование/фио|наименование / фио|фио или наименование|аты-жөні/атауы|аты-жөні / атауы|субъект|клиент|client|customer",
  iin: "iin|иин|жсн|individual identification number",
  bin: "bin|бин|бсн|business identification number",
  anyNumber: "iin/bin|iin / bin|bin/iin|иин/бин|иин / бин|бин/иин|бин / иин|иин(бин)|иин (бин)|жсн/бсн|жсн / бсн|бсн/жсн",
  birthDate: "birth date|birthdate|date of birth|dob|дата рождения|д.р.|туған күні|туған күн",
  citizenship: "citizenship|nationality|гражданство|азаматтығы|азаматтық",
  country: "country|jurisdiction|страна|юрисдикция|страна регистрации|ел|елі|тіркелген елі",
  position: "role|position|роль|должность|статус лица|рөлі|рөл|лауазымы|лауазым",
  legalForm: "legal form|опф|организационно-правовая форма|ұйымдық-құқықтық нысаны",
  registeredAt: "registered|registration date|date of registration|дата регистрации|тіркелген күні|тіркеу күні",
  alias: "alias|aliases|also known as|aka|nickname|псевдоним|кличка|прозвище|лақап аты|бүркеншік аты",
  phone:
    "phone|phone number|phones|telephone|mobile|mobile phone|телефон|телефоны|номер телефона|контактный телефон|моб. телефон|мобильный телефон|тел.|тел|телефон нөмірі|ұялы телефон|телефондары",
  email: "email|e-mail|mail|email address|эл. почта|электронная почта|эл.почта|почта|электрондық пошта|эл. пошта|электрондық поштасы",
  address:
    "address|postal address|residence|home address|адрес|адрес проживания|адрес регистрации|место жительства|адрес места жительства|мекенжай|мекенжайы|тұрғылықты мекенжайы|тұрғылықты жері|тіркелген мекенжайы",
  companyAddress: "legal address|registered address|юридический адрес|юр. адрес|заңды мекенжайы|заңды мекенжай",
  director: "director|head|ceo|руководитель|директор|первый руководитель|басшы|басшысы|директоры|бірінші басшы",
  site: "website|web site|site|domain|url|сайт|веб-сайт|домен|интернет-ресурс|сайты|веб-сайты|интернет-ресурсы",
  wallet:
    "wallet|wallet address|crypto wallet|crypto address|кошелёк|кошелек|криптокошелёк|криптокошелек|адрес кошелька|адрес криптокошелька|әмиян|әмиян мекенжайы|криптоәмиян|криптоәмиян мекенжайы",
  bankAccount:
    "iban|account|account number|bank account|счет|счёт|номер счета|номер счёта|банковский счет|банковский счёт|иик|жск|шот|шот нөмірі|банк шоты",
  telegram: "telegram|telegram account|телеграм|телеграмм|tg|telegram аккаунты",
  note: "note|notes|comment|comments|remark|remarks|примечание|примечания|комментарий|комментарии|ескертпе|ескерту|түсініктеме",
};

const roleByHeader: ReadonlyMap<string, PartyRole> = new Map(
  (Object.keys(headers) as PartyRole[]).flatMap((role) => headers[role].split("|").map((header) => [header, role] as const)),
);

/** What a column says by its header (`foldHeader`); null = not known. A remark in brackets behind it is no part of it. */
export function partyRoleOf(folded: string): PartyRole | null {
  return roleByHeader.get(folded) ?? roleByHeader.get(folded.replace(/\s*[(*].*$/, "").trim()) ?? null;
}

/** Columns of money and of two sides: a table that has one is of more than the things it lists. */
export const ofMoney =
  /(^|[^\p{L}])(amount|sum|debit|credit|paid|price|from|to|sender|receiver|payer|payee|counterparty|victim|сумма|дебет|кредит|расход|приход|цена|отправитель|получатель|плательщик|контрагент|потерпевш\p{L}*|сома|сомасы|шығыс|кіріс|жіберуші|алушы|төлеуші|жәбірленуш\p{L}*)([^\p{L}]|$)/u;

/** Columns of money and of events: a table that has one is no list of who there is. */
const ofEvents =
  /(^|[^\p{L}])(amount|sum|debit|credit|balance|paid|price|сумма|дебет|кредит|баланс|оборот|остаток|цена|сома|сомасы|қалдық|дата|date|күні|time|время|уақыты)([^\p{L}]|$)/u;
const datedRoles: ReadonlySet<PartyRole> = new Set(["birthDate", "registeredAt"]);

/**
 * Whether headers are of a list of people or companies: who it is of is said by a column, most columns are known, none is of money or events.
 * A bare "name" says nothing of what it names.
 */
export function isPartyList(folded: readonly string[]): boolean {
  const said = folded.filter((header) => header !== "");
  const roles = said.map(partyRoleOf);
  const has = (...wanted: readonly PartyRole[]): boolean => wanted.some((role) => roles.includes(role));
  const isNamed = has("fullName", "company", "iin", "bin", "anyNumber") || (has("surname") && has("givenName"));
  const isTold = isNamed || (has("anyName") && has("birthDate", "citizenship", "legalForm"));
  const known = roles.filter((role) => role !== null).length;
  const hasEvents = said.some((header, at) => ofEvents.test(header) && !datedRoles.has(roles[at] ?? "note"));
  return isTold && !hasEvents && known >= said.length * mostlyKnown && (said.length > 1 || has("fullName", "company", "iin", "bin", "anyNumber"));
}
const mostlyKnown = 0.6;
