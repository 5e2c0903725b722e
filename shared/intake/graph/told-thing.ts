import type { EntityId } from "../../kernel/brand.ts";
import type { Value } from "../../ledger/model.ts";
import { parseAddress } from "../../ontology/address.ts";
import { noteProperty } from "../../ontology/model.ts";
import { identityProperty, propertyEntry, typeEntry } from "../../ontology/read.ts";
import { longestValueText } from "../../ontology/value.ts";
import type { Harvest } from "../harvest.ts";
import { canonicalHost } from "../host-name.ts";
import type { RuleName } from "../model.ts";
import { toldValue } from "./told-value.ts";

interface Fact {
  readonly property: string;
  readonly value: Value;
  readonly column: string;
}

/**
 * What a row of another program says of one thing or link, put where a case has a place for it. What has none, or is no such value, becomes words of its
 * note: an import loses nothing it was told.
 */
export class ToldThing {
  readonly type: string;
  readonly #facts: Fact[] = [];
  readonly #words: string[] = [];

  constructor(type: string) {
    this.type = type;
  }

  /** Says a value; false when the type has no such property, or the text is no value of it by its form and checksum. */
  say(property: string, text: string, column: string): boolean {
    const entry = propertyEntry(this.type, property);
    const value = entry === undefined ? null : toldValue(entry, text);
    if (value === null) return false;
    this.#facts.push({ property, value, column });
    return true;
  }
  /** Keeps a text as words, under the name the file has for it; "" = a text of its own. */
  keep(name: string, text: string): void {
    if (text.trim() !== "") this.#words.push(name === "" ? text.trim() : `${name}: ${text.trim()}`);
  }
  /** Says a value, or keeps it as words. */
  place(property: string, name: string, text: string, column: string): void {
    if (!this.say(property, text, column)) this.keep(name, text);
  }
  /** The first text said of a property; "" = none. */
  textOf(property: string): string {
    const said = this.#facts.find((fact) => fact.property === property)?.value;
    return said !== undefined && "text" in said ? said.text : "";
  }
  /** The first property without which there is no such thing, and which is not said; null = it is whole. */
  missing(): string | null {
    const required = Object.entries(typeEntry(this.type)?.properties ?? {}).flatMap(([property, entry]) =>
      entry.isRequired === true ? [property] : [],
    );
    return required.find((property) => !this.#facts.some((fact) => fact.property === property)) ?? null;
  }
  /** Whether some property says exactly this. */
  says(text: string): boolean {
    return this.#facts.some(({ value }) => "text" in value && value.text === text);
  }

  /**
   * Names the thing.
   *
   * Takes   `key`: what the file calls it, where its type has no public name.
   * Gives   null when its type has one and the row does not say it.
   */
  name(harvest: Harvest, key: string, row: number): EntityId | null {
    const identity = identityProperty(this.type);
    const named = identity === undefined ? key : this.textOf(identity);
    if (named === "") return null;
    const id = harvest.idOf(this.type, named);
    harvest.thing({ id, type: this.type, values: {}, row, column: "" });
    this.#tell(harvest, id, row);
    return id;
  }
  /** Names the link. */
  link(harvest: Harvest, key: string, ends: { readonly from: EntityId; readonly to: EntityId }, row: number): void {
    const id = harvest.link({ key, type: this.type, ...ends, values: {}, row, column: "" });
    this.#tell(harvest, id, row);
  }

  #tell(harvest: Harvest, id: EntityId, row: number): void {
    const { type } = this;
    for (const { property, value, column } of this.#facts) harvest.thing({ id, type, values: { [property]: value }, row, column });
    if (this.#words.length === 0) return;
    const whole = this.#words.join("\n");
    if (whole.length > longestValueText) harvest.notice("too-long-to-say");
    const text = whole.slice(0, longestValueText).toWellFormed();
    harvest.thing({ id, type, values: { [noteProperty]: { kind: "text", text } }, row, column: "" });
    harvest.notice("kept-in-note");
  }
}

/** Says the address of a wallet and the kind of blockchain its own form is of. Gives   the rule it breaks. */
export function sayAddress(thing: ToldThing, text: string, column: string): RuleName | null {
  const address = parseAddress(text);
  if (!address.ok) return "address";
  thing.say("address", address.value.text, column);
  thing.say("chain", address.value.family, column);
  return null;
}

/** Says the name of a site, of a host or a link. Gives   the rule it breaks. */
export function saySite(thing: ToldThing, text: string, column: string): RuleName | null {
  const read = canonicalHost(text);
  if (!read.ok) return read.error.kind;
  const { host, registrable } = read.value;
  thing.say("domain", host, column);
  if (registrable !== host) thing.say("registrableDomain", registrable, column);
  return null;
}
