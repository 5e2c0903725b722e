import type { ExportWords } from "../../../shared/case/export-door.ts";
import { exportTables } from "../../../shared/case/export-record.ts";
import type { Intent } from "../../../shared/ledger/model.ts";
import { linkTypes, nodeTypes } from "../../../shared/ontology/read.ts";
import { hasWords, translate } from "../../ui/translate.ts";

const columns = [
  "id type title from fromTitle to toTitle agencies handling nationalMark facts changed",
  "entity entityType entityTitle property value unit valueTitle since until sourceFile page row sourceColumn time grade agency author saidAt note disputedBy claim",
  "total asset chain contract count first last sourceFiles",
  "number officer intent act undoes asserted takenBack ruled withheld commits fileMarking",
].flatMap((names) => names.split(" "));
const said = "marking recipient purpose legalBasis retainUntil sender madeAt case table rows copy copyText held heldText".split(" ");

const intents: Readonly<Record<Intent, true>> = {
  "create-case": true,
  add: true,
  edit: true,
  link: true,
  remove: true,
  import: true,
  promote: true,
  share: true,
  receive: true,
  undo: true,
  rule: true,
  withdraw: true,
  merge: true,
  unmerge: true,
  distinct: true,
  match: true,
  copy: true,
  dispute: true,
  deconflict: true,
};

/** The language of the window for a file: titles of columns, names of types, properties and choices, and what is said of the whole. */
export function exportWords(): ExportWords {
  const cells: Record<string, string> = { "mark.official-use": translate("share:marking.officialUse") };
  const take = (key: string, words: string): void => {
    if (hasWords(words)) cells[key] = translate(words);
  };
  for (const name of columns) take(`column.${name}`, `export:column.${name}`);
  for (const name of said) take(`said.${name}`, `export:said.${name}`);
  for (const name of exportTables) take(`table.${name}`, `export:table.${name}`);
  for (const name of Object.keys(intents)) take(`intent.${name}`, `history:intent.${name}`);
  for (const [type, entry] of [...nodeTypes(), ...linkTypes()]) {
    take(`type.${type}`, `ontology:type.${type}`);
    take(`verb.${type}`, `ontology:verb.${type}`);
    for (const [property, { choices = [] }] of Object.entries(entry.properties)) {
      take(`property.${property}`, `ontology:property.${property}`);
      for (const choice of choices) take(`choice.${property}.${choice}`, `ontology:choice.${property}.${choice}`);
    }
  }
  for (const property of ["type", "from", "to", "note"]) take(`property.${property}`, `ontology:property.${property}`);
  return { cells, sheets: { table: translate("export:sheet.table"), marking: translate("export:sheet.marking") } };
}
