import type { EntityId } from "../../kernel/brand.ts";
import { type Result, succeed } from "../../kernel/result.ts";
import { checkBin, checkIin } from "../../ontology/kazakh-numbers.ts";
import { pointAmount } from "../amounts.ts";
import type { Harvest } from "../harvest.ts";
import type { IntakeError } from "../model.ts";
import type { Fault, Reader, TableFacts, TakeRow } from "../reader.ts";
import { moneyOf } from "./bank-parties.ts";
import { kazakhMoment, tellMoment } from "./kazakh-time.ts";
import { accountAt, type AtPath, owns, sayAt } from "./report-parties.ts";

const root = "SignedData/Data/Root";
const message = (name: string): string => `${root}/MessageInformation/${name}`;
const sender = (name: string): string => `${root}/PersonalData/${name}`;
const used = { type: "", property: "" } as const;

function atPaths(table: Pick<TableFacts, "layout">, cells: readonly string[]): AtPath {
  const places = new Map(table.layout.headers.map((header, at) => [header, at]));
  return (path) => cells[places.get(path) ?? -1]?.trim() ?? "";
}

/**
 * What an FM-1 report says beside its participants: who reports. FirstName is the surname here and SecondName the given name, unlike in a participant's FIO
 * (rules of AFM order 13, 2.7(1) and 4.14): names are read by their path, never by their tag.
 */
export const fm1MessageReader: Reader = {
  name: "fm1.message",
  version: 1,
  knows: (folded) => [message("MessageNumber"), message("AmountCurrencyTenge")].some((path) => folded.includes(path.toLowerCase())),
  uses: (layout) => layout.headers.map((header) => ({ header, use: header.startsWith(root) ? "read" : "ignored", ...used })),
  start: (table, harvest) =>
    succeed((cells, row) => {
      const at = atPaths(table, cells);
      const bin = at(sender("IINBIN"));
      harvest.accept();
      const name = at(sender("Organisation"));
      if (name === "" && bin === "") return;
      if (bin !== "" && !checkBin(bin).ok) harvest.notice("unchecked-numbers");
      const id = harvest.idOf("organisation", checkBin(bin).ok ? bin : `reporting:${name}`);
      sayAt(harvest, { id, type: "organisation", row }, at, {
        name: [sender("Organisation")],
        bin: [sender("IINBIN")],
        phone: [sender("Phone")],
        email: [sender("Email")],
      });
      const [surname, given, patronymic] = ["FirstName", "SecondName", "MiddleName"].map((each) => at(sender(each)));
      const officer = [surname, given, patronymic].filter((part) => part !== "").join(" ");
      if (officer === "") return;
      const person = harvest.thing({
        id: harvest.idOf("person", `officer:${officer}`),
        type: "person",
        values: { fullName: { kind: "text", text: officer } },
        row,
        column: sender("FirstName"),
      });
      harvest.link({ key: `${person} related ${id}`, type: "related", from: person, to: id, values: {}, row, column: sender("FirstName") });
    }),
};

/** Roles of participants who pay, and who receive (codes of the form: own funds, investors). */
const [payerRoles, payeeRoles] = [new Set(["58", "60"]), new Set(["59", "61"])];
const person = "AdditionalPersonInfo/AdditionalInformationAc";
const company = "AdditionalPersonInfo/AdditionalInformationUr";
const bank = "CorrespondentBank";

/** Participants of an FM-1 report: who they are, their accounts, and the operation as a transfer where one of them pays and one receives. */
export const fm1ParticipantsReader: Reader = {
  name: "fm1.participants",
  version: 1,
  knows: (folded) => ["memberid", "participantsview"].every((path) => folded.includes(path)),
  uses: (layout) => layout.headers.map((header) => ({ header, use: "read", ...used })),
  start: startParticipants,
};

function startParticipants(table: TableFacts, harvest: Harvest): Result<TakeRow, IntakeError> {
  const said = new Map(table.preamble.map(([path = "", value = ""]) => [path, value]));
  const told = (name: string): string => said.get(message(name)) ?? "";
  const [payers, payees]: [EntityId[], EntityId[]] = [[], []];
  let [seen, last] = [0, 0];
  harvest.atEnd(() => {
    if (last === 0) return;
    const count = told("ParticipantCount");
    if (count !== "" && Number(count) !== seen) harvest.notice("participants-differ");
    tellOperation(harvest, told, payers, payees, table, last);
  });
  return succeed((cells, row) => {
    seen += 1;
    const at = atPaths(table, cells);
    const fault = participantFault(at);
    if (fault !== null) return harvest.reject(row, fault.column, fault.value, fault.rule);
    const holder = holderAt(harvest, at, row);
    const account = accountAt(
      harvest,
      { account: at(`${bank}/AccountNumber`), bank: at(`${bank}/Name`), bic: at(`${bank}/Code`) },
      { account: `${bank}/AccountNumber`, bank: `${bank}/Name`, bic: `${bank}/Code` },
      row,
    );
    owns(harvest, holder, account, row, `${bank}/AccountNumber`);
    harvest.accept();
    const role = at("ParticipantsView");
    if (payerRoles.has(role)) payers.push(account ?? holder);
    if (payeeRoles.has(role)) payees.push(account ?? holder);
    last = row;
  });
}

function participantFault(at: AtPath): Fault | null {
  const isNamed = [`${company}/FullName`, `${person}/FIO/FirstName`, `${person}/FIO/SecondName`, "IndividualIssue", `${bank}/AccountNumber`].some(
    (path) => at(path) !== "",
  );
  return isNamed ? null : { column: "", value: at("MemberId"), rule: "payer" };
}

function holderAt(harvest: Harvest, at: AtPath, row: number): EntityId {
  const number = at("IndividualIssue");
  const isPerson = checkIin(number).ok || (!checkBin(number).ok && at(`${company}/FullName`) === "");
  const isChecked = checkIin(number).ok || checkBin(number).ok;
  if (number !== "" && !isChecked) harvest.notice("unchecked-numbers");
  const type = isPerson ? "person" : "organisation";
  const id = harvest.idOf(type, isChecked ? number : `participant:${at("MemberId")}:${number}:${row}`);
  const thing = { id, type, row };
  const contact = { phone: ["PhoneNumber"], email: ["Email"] };
  if (!isPerson) {
    sayAt(harvest, thing, at, {
      name: [`${company}/FullName`],
      bin: ["IndividualIssue"],
      country: ["Residence"],
      postalAddress: [`${company}/URAddress`, `${company}/ACAddress`],
      ...contact,
    });
    return id;
  }
  const name = [`${person}/FIO/SecondName`, `${person}/FIO/FirstName`, `${person}/FIO/MiddleName`]
    .map(at)
    .filter((part) => part !== "")
    .join(" ");
  const named = { fullName: { kind: "text", text: name } } as const;
  harvest.thing({ ...thing, values: name === "" ? {} : named, column: `${person}/FIO/SecondName` });
  sayAt(harvest, thing, at, { iin: ["IndividualIssue"], birthDate: [`${person}/DateBirth`], ...contact });
  return id;
}

/** The operation, when all participants are known: nobody may say who of several paid whom. */
function tellOperation(
  harvest: Harvest,
  told: (name: string) => string,
  payers: readonly EntityId[],
  payees: readonly EntityId[],
  table: TableFacts,
  row: number,
): void {
  const [from, to] = [payers[0], payees[0]];
  const day = kazakhMoment(told("TransactionDate") || told("DocOperationDate"), table.answers["kazakh-clock"], harvest);
  const foreign = pointAmount(told("AmountCurrency"));
  const code = moneyOf(told("CurrencyCodeId"));
  const tenge = pointAmount(told("AmountCurrencyTenge"));
  const [amount, asset] = foreign !== null && code !== null ? [foreign, code] : [tenge, moneyOf("KZT")];
  const isPair = payers.length === 1 && payees.length === 1 && from !== undefined && to !== undefined;
  if (!isPair || day === null || amount === null || asset === null || amount.isNegative) return harvest.notice("no-single-pair");
  tellMoment(harvest, day);
  harvest.transfer({ from, to, asset, amount: amount.text, time: day.at, transaction: told("MessageNumber"), row });
}
