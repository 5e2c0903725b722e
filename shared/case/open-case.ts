import { type ActId, type AuthorId, type CaseId, type ClaimId, type EntityId, type FileHash, parseActId } from "../kernel/brand.ts";
import { bytesToHex } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { rest } from "../kernel/rest.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { encodeCommit } from "../ledger/codec.ts";
import { createLedger, type Ledger } from "../ledger/ledger.ts";
import type { Commit, Intent, Signer, Statement } from "../ledger/model.ts";
import { type Act, writeAct } from "../ledger/write.ts";
import { checkStatements } from "../ontology/check-statements.ts";
import { isAboutClaim, remarksType } from "../ontology/model.ts";
import { ontologyVersion } from "../ontology/table.ts";
import { CaseFold } from "../projections/case-fold.ts";
import type { Entity, Flow, Patch } from "../projections/model.ts";
import type { TransferColumns } from "../projections/transfer-columns.ts";
import { countTellings } from "../projections/tellings.ts";
import { UndoReader, type UndoStack, type UndoStep } from "../projections/undo.ts";
import type { Viewpoint } from "../projections/viewpoint.ts";
import type { Run, TamperError } from "../vault/model.ts";
import { madeBy } from "./act-words.ts";
import { CaseFlows, type ColumnReader } from "./case-flows.ts";
import { dayOf } from "../kernel/day.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseError } from "./answer.ts";
import type { History, HistoryStep } from "./door.ts";
import type { OpenedCase } from "./opening-door.ts";
import { tellMostLinked } from "./early-sight.ts";
import { namedBy, withoutAside } from "./in-force.ts";
import { LookingBack } from "./looking-back.ts";
import { lastParts, middlePart } from "./parts.ts";
import { type OpeningWatch, unwatched } from "./opening-watch.ts";
import { beginsStep } from "./points.ts";
import type { CommitReading } from "./read-commits.ts";
import { createSerial, type Serial } from "./serial.ts";
import { thingsOf } from "./things-of.ts";

/** What an act left behind. */
export interface SaidAct {
  readonly act: ActId;
  readonly commits: readonly Commit[];
  readonly claims: number;
}

/** What an act says of its own statements, once these have ids, in their order. */
type Naming = (claims: readonly ClaimId[]) => readonly Statement[];

interface OpenCaseDeps extends CaseDeps {
  readonly signer: Signer;
  readonly readColumns: ColumnReader;
  /** Hears of every act, after it was told. */
  onChange(open: OpenCase): void;
}

/** One case at work: its ledger, the projections folded from it, and the one way to add to it. */
export class OpenCase {
  readonly caseId: CaseId;
  readonly caseEntity: EntityId;
  readonly ledger: Ledger;
  /** All things and links as they stand now. */
  readonly fold: CaseFold;
  readonly looking: LookingBack;
  /** One act at a time, from reading what is there to folding what was said: two quick undos never undo the same act. */
  readonly inTurn: Serial = createSerial();
  damage: TamperError | null = null;
  /** What the list of cases remembers of a damaged one, whose own name may be lost. */
  remembered: { readonly number: string; readonly title: string } = { number: "", title: "" };
  /** Our books say that it is only to be read. */
  isArchived = false;
  /** Somebody else wrote to this ledger: what we hold is behind, and nothing more may be said until the case is opened again. */
  #isBehind = false;
  readonly #deps: OpenCaseDeps;
  readonly #run: Run;
  readonly #flows: CaseFlows;
  readonly #steps = new Map<ActId, HistoryStep>();
  #lastSaved: Commit | null = null;
  #undo: UndoReader | null = null;

  constructor(deps: OpenCaseDeps, caseId: CaseId, caseEntity: EntityId, run: Run) {
    this.#deps = deps;
    this.#run = run;
    this.caseId = caseId;
    this.caseEntity = caseEntity;
    this.ledger = createLedger(caseId);
    this.fold = new CaseFold(this.#viewpoint());
    this.#flows = new CaseFlows(deps.readColumns);
    this.looking = new LookingBack({ caseId, fold: this.fold, flows: this.#flows, tell: deps.tell, heard: async () => deps.heard?.() });
  }

  /** Things and links by id, as they stand; a merged one is found under each of its ids. */
  get entities(): { get(id: EntityId): Entity | undefined; all(): ReadonlyMap<EntityId, Entity> } {
    const { rows, now } = this.fold;
    return { get: (id) => rows.get(now.sameness.keyOf(id)), all: () => rows };
  }

  /** The commits with what of them is in the case: what is aside is not there, as if it were withheld, and must not leave. */
  inForce(): readonly Commit[] {
    return withoutAside(this.ledger.commits(), this.fold.facts);
  }

  /** Flows by id, as they stand. */
  get flows(): ReadonlyMap<string, Flow> {
    return this.#flows.now();
  }
  /** How many transfers of a file the case does not know yet; `keyOf`: whom its ends are here. */
  countNewTransfers(file: FileHash, columns: TransferColumns, keyOf: (id: EntityId) => EntityId): number {
    return this.#flows.countNew(file, columns, keyOf);
  }
  get ownAgency(): string {
    return this.#deps.signer.agency;
  }

  #viewpoint(): Viewpoint {
    return { own: this.#deps.signer.agency, day: dayOf(this.#deps.clock.now()), isDated: false };
  }

  /**
   * Says something: checked, signed, sealed and durable, then folded and told. Only within `inTurn`.
   * Takes   `naming`: what the same act says of its own statements, by the ids these got.
   * Fails   `refused-value` and its kin with "property/rule" before anything is written; storage errors leave the case as it was.
   */
  async say(
    intent: Intent,
    statements: readonly Statement[],
    undoes: ActId | "" = "",
    known: ReadonlyMap<FileHash, TransferColumns> = new Map(),
    laterFrom: readonly number[] = [],
    naming: Naming = () => [],
  ): Promise<Result<SaidAct, CaseError>> {
    const closed = this.#closed();
    if (closed !== null) return closed;
    const refused = this.#refusalOf(statements);
    if (refused !== null) return refused;
    return this.#write(this.ledger, [], { intent, undoes, statements, laterFrom, naming }, known);
  }

  #refusalOf(statements: readonly Statement[]): ReturnType<typeof fail<"ends-not-allowed" | "refused-value">> | null {
    const [refused] = checkStatements(statements, (id) => this.typeOf(id));
    if (refused === undefined) return null;
    return fail(refused.kind === "end-not-allowed" ? "ends-not-allowed" : "refused-value", `${refused.where ?? "entity"}/${refused.kind}`);
  }

  /**
   * Takes in commits of others that were verified, with a commit of ours that joins the heads: one durable write. Only within `inTurn`.
   * Takes   `statements`: what we note of it; with them it can be undone.
   */
  async merge(received: readonly Commit[], statements: readonly Statement[] = []): Promise<Result<SaidAct, CaseError>> {
    const closed = this.#closed();
    if (closed !== null) return closed;
    invariant(checkStatements(statements, (id) => this.typeOf(id)).length === 0, "what we note of a bundle is sayable");
    const joined = createLedger(this.caseId);
    const tried = joined.append([...this.ledger.commits(), ...received]);
    return tried.ok ? this.#write(joined, received, { intent: "receive", undoes: "", statements }, new Map()) : tried;
  }

  /** Why nothing may be said: the case is damaged, archived, behind another writer, or looked at as it once was. */
  #closed(): ReturnType<typeof fail<"read-only" | "archived" | "out-of-order" | "looking-back">> | null {
    if (this.damage !== null) return fail("read-only");
    if (this.isArchived) return fail("archived");
    if (this.looking.isBack) return fail("looking-back");
    return this.#isBehind ? fail("out-of-order") : null;
  }

  /** Signs an act on the heads of a ledger, and keeps it with what was received in one write; then folds and tells both. */
  async #write(
    on: Ledger,
    received: readonly Commit[],
    said: Pick<Act, "intent" | "undoes" | "statements" | "laterFrom"> & { readonly naming?: Naming },
    known: ReadonlyMap<FileHash, TransferColumns>,
  ): Promise<Result<SaidAct, CaseError>> {
    const act = this.#mintAct();
    const { signer, clock, random } = this.#deps;
    const { caseId } = this;
    const whole = { ...said, caseId, act, ontology: ontologyVersion };
    const first = await writeAct({ signer, clock, random }, { ...whole, parents: on.heads, clockAfter: on.clock });
    const statements = said.naming?.(first.flatMap(({ claimIds }) => claimIds)) ?? [];
    const refused = this.#refusalOf(statements);
    if (refused !== null) return refused;
    const after = { parents: first.slice(-1).map(({ id }) => id), clockAfter: on.clock + first.length, laterFrom: [] };
    const later = statements.length === 0 ? [] : await writeAct({ signer, clock, random }, { ...whole, ...after, statements });
    const own = [...first, ...later];
    const commits = [...received, ...own];
    const kept = await this.#run.append(commits.map(encodeCommit));
    if (!kept.ok) {
      this.#isBehind ||= kept.error.kind === "out-of-order";
      return kept;
    }
    await this.#take(commits, known);
    return succeed({ act, commits, claims: said.statements.length + statements.length });
  }

  /**
   * Folds what is being read from the vault, and tells it as one whole patch; others have their turn meanwhile.
   * Takes   `earlyFrom`: of a case of so many claims, what most links run to is told early.
   * Gives   false when the reading failed or `watch` stopped it: nothing was told to its end, and this is to be thrown away.
   */
  async start(reading: CommitReading, watch: OpeningWatch = unwatched, earlyFrom = Number.POSITIVE_INFINITY): Promise<boolean> {
    for await (const commit of reading.commits()) {
      this.#addStored(commit);
      watch.folded(commit.header.count);
    }
    watch.readAll();
    if (this.#lastSaved !== null) this.looking.note([this.#lastSaved]);
    this.damage = reading.damage;
    if (reading.failed !== null || watch.isStopped()) return false;
    if (this.fold.facts.size >= earlyFrom) await tellMostLinked(this.#deps, this);
    return this.#tellChanges(true, new Map(), watch);
  }

  /** Folds the next commit of the stored run. */
  #addStored(commit: Commit): void {
    const before = this.#lastSaved;
    const isStep = beginsStep(before, commit, this.#deps.signer.author);
    // A step is noted when all of it is folded.
    if (before !== null && isStep) this.looking.note([before]);
    this.#fold([commit], !isStep);
    this.#lastSaved = commit;
  }

  typeOf(id: EntityId): string | undefined {
    const type = this.fold.rows.typeOf(this.fold.now.sameness.keyOf(id));
    return type === "unknown" || type === remarksType ? undefined : type;
  }

  opened(): OpenedCase {
    // Built, and not looked up: it is asked for before all rows are there.
    const own = this.fold.now.build(this.fold.now.sameness.keyOf(this.caseEntity));
    const textOf = (property: string): string => {
      const value = own?.facts[property]?.[0]?.value;
      return value !== undefined && "text" in value ? value.text : "";
    };
    return {
      caseId: this.caseId,
      caseEntity: this.caseEntity,
      number: textOf("number") || this.remembered.number,
      title: textOf("title") || this.remembered.title,
      handling: own?.handling ?? "amber",
      damage: this.damage,
      isArchived: this.isArchived,
    };
  }

  history(): History {
    return this.#historyNaming(this.#steps);
  }

  /** `named`: what is known of steps, and what is found out now. */
  #historyNaming(named: Map<ActId, HistoryStep>): History {
    const { undo, redo } = this.undoStack();
    return { ...this.counted(), undo: this.#historyStep(undo, named), redo: this.#historyStep(redo, named) };
  }

  /** The history without the names of its steps. */
  counted(): Omit<History, "undo" | "redo"> {
    const { done, undone } = this.undoStack();
    return {
      commits: this.ledger.size,
      claims: this.fold.facts.size,
      done,
      undone,
      lastSavedAt: this.lastSavedAt,
      forks: this.ledger.forks.length,
      gaps: this.ledger.gaps,
    };
  }

  /** When the last record was said; null = none was. */
  get lastSavedAt(): History["lastSavedAt"] {
    return this.#lastSaved?.header.saidAt ?? null;
  }

  /** What this officer may undo and redo next. */
  undoStack(): UndoStack {
    this.#undo ??= new UndoReader(this.#deps.signer.author);
    return this.#undo.read(this.ledger.commits());
  }

  #historyStep(step: UndoStep | null, named: Map<ActId, HistoryStep>): HistoryStep | null {
    if (step === null) return null;
    const known = named.get(step.act);
    if (known !== undefined) return known;
    const remember = (told: HistoryStep): HistoryStep => {
      named.set(step.act, told);
      return told;
    };
    const brought = step.intent === "receive" ? namedBy(this.fold.facts, this.commitsOf(step.act)) : null;
    if (brought !== null) return remember({ intent: step.intent, claims: countTellings(brought), entities: 0, type: "", custody: [] });
    const claims = this.commitsOf(step.act).flatMap((commit) => commit.claimIds);
    const things = thingsOf(this.fold.facts, claims);
    const types = new Set([...things].map((id) => this.typeOf(id) ?? ""));
    const [type = ""] = types.size === 1 ? types : [];
    const counted = step.intent === "import" ? claims : claims.filter((claim) => !this.#isAboutClaim(claim));
    const told = { intent: step.intent, claims: counted.length || claims.length, entities: things.size, type, custody: [] };
    return remember(step.intent === "add" ? { ...told, ...madeBy(this.fold.facts, this.commitsOf(step.act)) } : told);
  }

  /** Whether a statement says why, or takes back such words: none that a person counts. */
  #isAboutClaim(claim: ClaimId): boolean {
    const said = this.fold.facts.statement(claim);
    const meant = said?.op === "retract" ? this.fold.facts.statement(said.claim) : said;
    return meant?.op === "assert" && isAboutClaim(meant.property);
  }

  /** The commits of an act, ours unless said otherwise: another author may have used the same act id. */
  commitsOf(act: ActId, author: AuthorId = this.#deps.signer.author): readonly Commit[] {
    return this.ledger.commits().filter(({ header }) => header.act === act && header.author === author);
  }

  /** Folds one batch, a step of the history, and tells the change. */
  async #take(batch: readonly Commit[], known: ReadonlyMap<FileHash, TransferColumns>): Promise<void> {
    const viewpoint = this.#viewpoint();
    const isNewDay = viewpoint.day !== this.fold.now.viewpoint.day;
    this.#add(batch);
    if (isNewDay) this.fold.see(viewpoint);
    this.#lastSaved = batch.at(-1) ?? this.#lastSaved;
    await this.#tellChanges(false, known, unwatched);
    this.#deps.onChange(this);
  }

  #add(batch: readonly Commit[]): void {
    this.#fold(batch, false);
    this.looking.note(batch);
  }

  /** `goesOn`: they are of the step of those before. */
  #fold(commits: readonly Commit[], goesOn: boolean): void {
    const added = this.ledger.append(commits);
    invariant(added.ok, "commits were tried before they were kept");
    this.fold.add(added.value, goesOn);
  }

  /** Tells what was folded, in parts when it is big; false when the watch stopped it, which only what nobody uses yet may be. */
  async #tellChanges(isWhole: boolean, known: ReadonlyMap<FileHash, TransferColumns>, watch: OpeningWatch): Promise<boolean> {
    const change = { kind: "patch", caseId: this.caseId, isWhole } as const;
    let early: History | null = null;
    // Each part is told as it is built, but for the last, which waits for the flows.
    let last: Patch<EntityId, Entity> = { put: new Map(), drop: new Set() };
    for (const part of this.fold.changes()) {
      if (last.put.size + last.drop.size > 0) {
        // What the steps are about cannot all be named before its rows are there: such words are not kept.
        early ??= this.#historyNaming(new Map(this.#steps));
        this.#deps.tell({ ...change, history: early, ...middlePart(last) });
      }
      this.#flows.note(part);
      last = part;
      watch.told(part.put.size + part.drop.size, this.fold.entities.size);
      if (isWhole) await this.#deps.heard?.();
      if (isWhole && watch.isDue()) await rest();
      if (watch.isStopped()) return false;
    }
    const [flows, history] = [await this.#flows.follow(known, this.fold.now.sameness), this.history()];
    for (const part of lastParts(last, flows)) this.#deps.tell({ ...change, history, ...part });
    await this.looking.renew();
    return true;
  }

  #mintAct(): ActId {
    const act = parseActId(bytesToHex(this.#deps.random.bytes(16)));
    invariant(act !== null, "16 bytes make an act id");
    return act;
  }
}
