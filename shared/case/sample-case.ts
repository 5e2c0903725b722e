import type { CaseId, EntityId } from "../kernel/brand.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import type { Source, Value } from "../ledger/model.ts";
import type { Entity } from "../projections/model.ts";
import type { CaseDoor } from "./door.ts";
import { type SampleFile, type SampleSource, type SampleStep, sampleStory } from "./sample-story.ts";

type Ask =
  | "listCases"
  | "createCase"
  | "openCase"
  | "addExhibit"
  | "importFile"
  | "addEntity"
  | "addLink"
  | "setValue"
  | "sayCopy"
  | "sayPossible"
  | "merge"
  | "rule"
  | "retract"
  | "undo"
  | "keepNote"
  | "readNote";
type Answered<Name extends Ask> = Extract<Awaited<ReturnType<CaseDoor[Name]>>, { readonly ok: true }>["value"];
/** The asks the example is made with: the same that a person makes. */
export type SampleDoor = {
  readonly [Name in Ask]: (argument: Parameters<CaseDoor[Name]>[0]) => Promise<Result<Answered<Name>, Failure<string>>>;
};

export interface SampleInput {
  readonly door: SampleDoor;
  /** Content of a file of assets/samples/crackdown. */
  readonly files: Readonly<Record<SampleFile, string>>;
  /** A word of the locale namespace `sample`. */
  readonly words: (key: string) => string;
  /** The case as it was told so far: what an ask changed is there when it answers. */
  readonly entities: () => ReadonlyMap<EntityId, Entity>;
  readonly onStep: (done: number, total: number) => void;
}

/** Which case is the example, once it is whole. Its title may have been changed since. */
const note = "sample-case";
const handling = "green";
const number = "TRAINING-2024";

/**
 * The worked example as a case: the one there is, or a new one, made act by act through the counter alone.
 * Fails   as the first ask that fails; a case that was begun stays, and is not taken for the example.
 */
export async function openSampleCase(input: SampleInput): Promise<Result<CaseId, Failure<string>>> {
  const { door, words } = input;
  const [noted, listed] = [await door.readNote({ name: note }), await door.listCases(null)];
  if (!noted.ok) return noted;
  if (!listed.ok) return listed;
  const known = listed.value.find(({ caseId }) => caseId === noted.value);
  if (known !== undefined) return succeed(known.caseId);
  const made = await door.createCase({ number, title: words("title"), handling });
  if (!made.ok) return made;
  const opened = await door.openCase({ caseId: made.value });
  if (!opened.ok) return opened;
  const told = await new Teller(input, opened.value.caseEntity).tell();
  if (!told.ok) return told;
  const kept = await door.keepNote({ name: note, text: made.value });
  return kept.ok ? made : kept;
}

type Told = Promise<Result<unknown, Failure<string>>>;

/** Tells the story, and remembers which key is which thing. */
class Teller {
  readonly #input: SampleInput;
  readonly #caseEntity: EntityId;
  readonly #ids = new Map<string, EntityId>();

  constructor(input: SampleInput, caseEntity: EntityId) {
    this.#input = input;
    this.#caseEntity = caseEntity;
  }

  async tell(): Promise<Result<null, Failure<string>>> {
    for (const [at, step] of sampleStory.entries()) {
      this.#input.onStep(at, sampleStory.length);
      // Another case was opened meanwhile: nothing invented may be said there.
      if (!this.#input.entities().has(this.#caseEntity)) return fail("cancelled");
      const done = await this.#act(step);
      if (!done.ok) return done;
    }
    return succeed(null);
  }

  #act(step: SampleStep): Told {
    const { door, words } = this.#input;
    switch (step.act) {
      case "exhibit":
        return this.#addExhibit(step);
      case "rates":
        return this.#importRates(step.file);
      case "add":
        return this.#add(step);
      case "say":
        return this.#say(step);
      case "link":
        return this.#between(step.from, step.to, (from, to) =>
          door.addLink({ type: step.type, from, to, values: [], grade: "B2", handling, source: null }),
        );
      case "copy":
        return this.#between(step.copy, step.original, (copy, original) => door.sayCopy({ copy, original, why: words(step.why) }));
      case "possible":
        return this.#between(step.keep, step.other, (a, b) => door.sayPossible({ a, b, why: words(step.why) }));
      case "merge":
        return this.#between(step.keep, step.other, (keep, other) =>
          door.merge({ keep, others: [other], why: words(step.why), grade: "B2", handling }),
        );
      case "rule":
      case "retract":
        return this.#decide(step);
      case "undo":
        return door.undo(null);
    }
  }

  async #addExhibit({ file, title, day, grade }: Extract<SampleStep, { act: "exhibit" }>): Told {
    const { door, words } = this.#input;
    const publisher = words("publisher");
    const draft = {
      file: this.#blob(file, "text/plain"),
      fileName: file,
      title: words(title),
      publisher,
      publishedAt: day,
      grade,
      handling,
    } as const;
    const done = await door.addExhibit(draft);
    if (done.ok) this.#remember(file, done.value.entities[0]);
    return done;
  }

  async #importRates(file: SampleFile): Told {
    const report = await this.#input.door.importFile({ file: this.#blob(file, "text/csv"), fileName: file, profile: "rates", grade: "C3", handling });
    if (report.ok) this.#remember(file, report.value.exhibit);
    return report;
  }

  async #add({ key, type, values: said, from }: Extract<SampleStep, { act: "add" }>): Told {
    const values = Object.entries(said).map(([property, value]) => ({ property, value: this.#value(value) }));
    const grade = from === "officer" ? "B2" : this.#gradeOf(from);
    const done = await this.#input.door.addEntity({ type, values, grade, handling, source: this.#source(from) });
    if (done.ok) this.#remember(key, done.value.entities[0]);
    return done;
  }

  async #say({ of, property, value, from, grade, during, note: why }: Extract<SampleStep, { act: "say" }>): Told {
    const entity = this.#ids.get(of);
    if (entity === undefined) return fail("missing", of);
    const said = { entity, property, value: this.#value(value), replaces: null, grade, handling, source: this.#source(from) } as const;
    return this.#input.door.setValue({
      ...said,
      ...(during === undefined ? {} : { during }),
      ...(why === undefined ? {} : { note: this.#input.words(why) }),
    });
  }

  /** Finds the fact that says so, among what the case holds now. */
  async #decide(step: Extract<SampleStep, { act: "rule" | "retract" }>): Told {
    const { door, words, entities } = this.#input;
    const entity = this.#ids.get(step.of);
    const wanted = canonicalText({ ...this.#value(step.value) });
    const facts = (entity === undefined ? undefined : entities().get(entity))?.facts[step.property] ?? [];
    const claim = facts.find(({ value }) => canonicalText({ ...value }) === wanted)?.claim;
    if (entity === undefined || claim === undefined) return fail("missing", step.of);
    if (step.act === "retract") return door.retract({ claims: [claim] });
    return door.rule({ entity, claim, why: words(step.why), until: step.until, handling });
  }

  async #between(from: string, to: string, act: (from: EntityId, to: EntityId) => Told): Told {
    const [a, b] = [this.#ids.get(from), this.#ids.get(to)];
    return a === undefined || b === undefined ? fail("missing", a === undefined ? from : to) : act(a, b);
  }

  #blob(file: SampleFile, type: string): Blob {
    return new Blob([this.#input.files[file]], { type });
  }

  #remember(key: string, id: EntityId | undefined): void {
    if (id !== undefined) this.#ids.set(key, id);
  }

  /** Words of the locale in the place of their keys. */
  #value(value: Value): Value {
    return value.kind === "text" && value.text.startsWith("sample:") ? { kind: "text", text: this.#input.words(value.text.slice(7)) } : value;
  }

  #exhibit(file: SampleFile): Entity | undefined {
    const id = this.#ids.get(file);
    return id === undefined ? undefined : this.#input.entities().get(id);
  }

  #source(from: SampleSource): Source | null {
    if (from === "officer") return null;
    const [file, row] = from;
    const value = this.#exhibit(file)?.facts["file"]?.[0]?.value;
    return value?.kind === "file" ? { file: value.sha256, place: { page: 0, row, column: "" } } : null;
  }

  #gradeOf([file]: readonly [SampleFile, number]): string {
    return this.#exhibit(file)?.facts["file"]?.[0]?.grade ?? "F6";
  }
}
