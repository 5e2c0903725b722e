import { useMemo } from "react";
import type { RecognisedItem } from "../../../shared/intake/recognise/model.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { type Imitable, type LookAlike, LookAlikes } from "../../../shared/projections/look-alike.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import type { CaseIndex } from "../../state/case-index.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";

const textsOf = ({ facts }: Entity, property: string): readonly string[] =>
  (facts[property] ?? []).flatMap(({ value }) => ("text" in value ? [value.text] : []));

/** Which recognised values the case has already. The index is read once for each state of the case. */
export function useKnownValues(): (item: RecognisedItem) => EntityId | null {
  const { entities, index } = useCaseMirror();
  return useMemo(() => {
    const named = namedValues(index);
    return (item) => {
      if (item.value === "") return named.get(`unverified ${item.written}`) ?? null;
      const type = item.kind === "wallet" ? "wallet" : "site";
      const id = item.kind === "wallet" || item.host !== "" ? entityIdFor(type, item.host === "" ? item.value : item.host) : null;
      if (id !== null) return entities.has(id) ? id : (index.wholeOf(id)?.id ?? null);
      return named.get(`${item.kind} ${item.value.toLowerCase()}`) ?? null;
    };
  }, [entities, index]);
}

function namedValues(index: CaseIndex): ReadonlyMap<string, EntityId> {
  const found = new Map<string, EntityId>();
  const note = (type: string, property: string, kind: string): void => {
    for (const row of index.ofType(type)) for (const text of textsOf(row, property)) found.set(`${kind} ${text.toLowerCase()}`, row.id);
  };
  note("person", "iin", "iin");
  note("organisation", "bin", "bin");
  note("bankAccount", "iban", "iban");
  for (const type of ["person", "organisation"]) {
    note(type, "phone", "phone");
    note(type, "email", "email");
  }
  note("account", "url", "telegram-invite");
  for (const row of index.ofType("unverifiedValue")) for (const text of textsOf(row, "asWritten")) found.set(`unverified ${text}`, row.id);
  for (const row of index.ofType("account"))
    for (const platform of textsOf(row, "platform")) {
      for (const handle of textsOf(row, "handle")) found.set(`${platform} ${handle.toLowerCase()}`, row.id);
      for (const id of textsOf(row, "numericId")) found.set(`${platform} id:${id}`, row.id);
    }
  return found;
}

/** What the hosts of a document are like in the case. */
export function useLookAlikes(): (item: RecognisedItem) => LookAlike | null {
  const { index } = useCaseMirror();
  return useMemo(() => {
    const known = new LookAlikes(imitables(index));
    const told = new Map<string, LookAlike | null>();
    return ({ host, registrable }) => {
      if (host === "") return null;
      const before = told.get(host);
      if (before !== undefined) return before;
      const like = known.of(host, registrable);
      told.set(host, like);
      return like;
    };
  }, [index]);
}

function* imitables(index: CaseIndex): Generator<Imitable, void, void> {
  for (const row of index.ofType("site")) {
    const [domain = ""] = textsOf(row, "domain");
    const [registrable = domain] = textsOf(row, "registrableDomain");
    if (domain !== "") yield { shown: registrable, registrable };
  }
  for (const type of ["exchange", "scheme", "organisation"])
    for (const row of index.ofType(type)) for (const shown of [...textsOf(row, "name"), ...textsOf(row, "alias")]) yield { shown, registrable: "" };
}
