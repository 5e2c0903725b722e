import { type ActId, type CaseId, type EntityId, type FileHash, parseActId } from "../kernel/brand.ts";
import { bytesToHex } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { encodeCommit } from "../ledger/codec.ts";
import { createLedger, type Ledger } from "../ledger/ledger.ts";
import type { Commit, Intent, Signer, Statement } from "../ledger/model.ts";
import { type Act, writeAct } from "../ledger/write.ts";
import { checkStatements } from "../ontology/check-statements.ts";
import { ontologyVersion } from "../ontology/table.ts";
import { createEntities, type Entities } from "../projections/entities.ts";
import { createFacts, type Facts } from "../projections/facts.ts";
import { createFlows, type Flows } from "../projections/flows.ts";
import type { Entity, Flow, Patch, TransferColumns } from "../projections/model.ts";
import { type UndoStack, type UndoStep, undoStack } from "../projections/undo.ts";
import type { Run, TamperError } from "../vault/model.ts";
import { type DatasetReading, readingOf } from "./datasets.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseError, History, OpenedCase } from "./door.ts";
import { createSerial, type Serial } from "./serial.ts";

/** What an act left behind. */
export interface SaidAct {
  readonly act: ActId;
  readonly commits: readonly Commit[];
  readonly claims: number;
}

/** Reads the columns of a dataset's exhibit; null when the exhibit is not here or cannot be read. */
export type ColumnReader = (sha256: FileHash, reader: string, readerVersion: number) => Promise<TransferColumns | null>;

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
  readonly entities: Entities = createEntities();
  /** One act at a time, from reading what is there to folding what was said: two quick undos never undo the same act. */
  readonly inTurn: Serial = createSerial();
  damage: TamperError | null = null;
  /** Somebody else wrote to this ledger: what we hold is behind, and nothing more may be said until the case is opened again. */
  #isBehind = false;
  readonly #deps: OpenCaseDeps;
  readonly #run: Run;
  readonly #facts: Facts = createFacts();
  readonly #flows: Flows = createFlows();
  /** Live dataset entities, and the files whose columns are folded. */
  readonly #datasets = new Map<EntityId, DatasetReading>();
  readonly #folded = new Set<FileHash>();
  #lastSaved: Commit | null = null;

  constructor(deps: OpenCaseDeps, caseId: CaseId, caseEntity: EntityId, run: Run) {
    this.#deps = deps;
    this.#run = run;
    this.caseId = caseId;
    this.caseEntity = caseEntity;
    this.ledger = createLedger(caseId);
  }

  /** Flows by id, as they stand. */
  get flows(): ReadonlyMap<string, Flow> {
    return this.#flows.all();
  }

  /**
   * Says something: checked, signed, sealed and durable, then folded and told. Only within `inTurn`.
   * Fails   `refused-value` and its kin with "property/rule" before anything is written; storage errors leave the case as it was.
   */
  async say(
    intent: Intent,
    statements: readonly Statement[],
    undoes: ActId | "" = "",
    known: ReadonlyMap<FileHash, TransferColumns> = new Map(),
  ): Promise<Result<SaidAct, CaseError>> {
    const closed = this.#closed();
    if (closed !== null) return closed;
    const [refused] = checkStatements(statements, (id) => this.typeOf(id));
    if (refused !== undefined)
      return fail(refused.kind === "end-not-allowed" ? "ends-not-allowed" : "refused-value", `${refused.where ?? "entity"}/${refused.kind}`);
    return this.#write(this.ledger, [], { intent, undoes, statements }, known);
  }

  /** Takes in commits of others that were verified, with a commit of ours that joins the heads: one durable write. Only within `inTurn`. */
  async merge(received: readonly Commit[]): Promise<Result<SaidAct, CaseError>> {
    const closed = this.#closed();
    if (closed !== null) return closed;
    const joined = createLedger(this.caseId);
    const tried = joined.append([...this.ledger.commits(), ...received]);
    return tried.ok ? this.#write(joined, received, { intent: "receive", undoes: "", statements: [] }, new Map()) : tried;
  }

  /** Why nothing may be said: the case is damaged, or behind another writer. */
  #closed(): ReturnType<typeof fail<"read-only" | "out-of-order">> | null {
    if (this.damage !== null) return fail("read-only");
    return this.#isBehind ? fail("out-of-order") : null;
  }

  /** Signs an act on the heads of a ledger, and keeps it with what was received in one write; then folds and tells both. */
  async #write(
    on: Ledger,
    received: readonly Commit[],
    said: Pick<Act, "intent" | "undoes" | "statements">,
    known: ReadonlyMap<FileHash, TransferColumns>,
  ): Promise<Result<SaidAct, CaseError>> {
    const act = this.#mintAct();
    const { signer, clock, random } = this.#deps;
    const { caseId } = this;
    const own = await writeAct(
      { signer, clock, random },
      { ...said, caseId, act, parents: on.heads, clockAfter: on.clock, ontology: ontologyVersion },
    );
    const commits = [...received, ...own];
    const kept = await this.#run.append(commits.map(encodeCommit));
    if (!kept.ok) {
      this.#isBehind ||= kept.error.kind === "out-of-order";
      return kept;
    }
    await this.#take(commits, false, known);
    return succeed({ act, commits, claims: said.statements.length });
  }

  /** Folds what was read from the vault and tells it as one whole patch. */
  async start(commits: readonly Commit[], damage: TamperError | null): Promise<void> {
    this.damage = damage;
    await this.#take(commits, true, new Map());
  }

  typeOf(id: EntityId): string | undefined {
    const type = this.entities.get(id)?.type;
    return type === "unknown" ? undefined : type;
  }

  opened(): OpenedCase {
    const own = this.entities.get(this.caseEntity);
    const textOf = (property: string): string => {
      const value = own?.facts[property]?.[0]?.value;
      return value !== undefined && "text" in value ? value.text : "";
    };
    return {
      caseId: this.caseId,
      caseEntity: this.caseEntity,
      number: textOf("number"),
      title: textOf("title"),
      handling: own?.handling ?? "amber",
      damage: this.damage,
    };
  }

  history(): History {
    const commits = this.ledger.commits();
    const { undo, redo } = this.undoStack();
    return {
      commits: commits.length,
      claims: commits.reduce((sum, commit) => sum + commit.claims.length, 0),
      undo: this.#historyStep(undo),
      redo: this.#historyStep(redo),
      lastSavedAt: this.#lastSaved?.header.saidAt ?? null,
      forks: this.ledger.forks.length,
      gaps: this.ledger.gaps,
    };
  }

  /** What this officer may undo and redo next. */
  undoStack(): UndoStack {
    return undoStack(this.ledger.commits(), this.#deps.signer.author);
  }

  #historyStep(step: UndoStep | null): History["undo"] {
    return step && { intent: step.intent, claims: this.commitsOf(step.act).reduce((sum, commit) => sum + commit.claims.length, 0) };
  }

  commitsOf(act: ActId): readonly Commit[] {
    return this.ledger.commits().filter(({ header }) => header.act === act);
  }

  async #take(commits: readonly Commit[], isWhole: boolean, known: ReadonlyMap<FileHash, TransferColumns>): Promise<void> {
    const added = this.ledger.append(commits);
    invariant(added.ok, "commits were tried before they were kept");
    const entities = this.entities.apply(this.#facts.apply(added.value));
    this.#noteDatasets(entities);
    const flows = await this.#foldFlows(known);
    this.#lastSaved = commits.at(-1) ?? this.#lastSaved;
    this.#deps.tell({ kind: "patch", caseId: this.caseId, isWhole, entities, flows, history: this.history() });
    if (!isWhole) this.#deps.onChange(this);
  }

  #noteDatasets({ put, drop }: Patch<EntityId, Entity>): void {
    for (const id of drop) this.#datasets.delete(id);
    for (const [id, entity] of put) {
      const reading = readingOf(entity);
      if (reading === null) this.#datasets.delete(id);
      else this.#datasets.set(id, reading);
    }
  }

  /** Flows follow the live datasets: an undone import takes its flows along. */
  async #foldFlows(known: ReadonlyMap<FileHash, TransferColumns>): Promise<Patch<string, Flow>> {
    const change = new FlowChange();
    const live = new Map([...this.#datasets.values()].map((reading) => [reading.file, reading]));
    for (const gone of [...this.#folded].filter((file) => !live.has(file))) {
      change.note(this.#flows.remove(gone));
      this.#folded.delete(gone);
    }
    for (const [file, { reader, readerVersion }] of live) {
      if (this.#folded.has(file)) continue;
      const columns = known.get(file) ?? (await this.#deps.readColumns(file, reader, readerVersion));
      if (columns === null) continue;
      change.note(this.#flows.add(file, columns));
      this.#folded.add(file);
    }
    return { put: change.put, drop: change.drop };
  }

  #mintAct(): ActId {
    const act = parseActId(bytesToHex(this.#deps.random.bytes(16)));
    invariant(act !== null, "16 bytes make an act id");
    return act;
  }
}

/** Several changes of the flows as one patch: the last word on each counts. */
class FlowChange implements Patch<string, Flow> {
  readonly put = new Map<string, Flow>();
  readonly drop = new Set<string>();

  note({ put, drop }: Patch<string, Flow>): void {
    for (const id of drop) {
      this.put.delete(id);
      this.drop.add(id);
    }
    for (const [id, flow] of put) {
      this.drop.delete(id);
      this.put.set(id, flow);
    }
  }
}

/** Whether an entity is drawn and counted for people: not bookkeeping. */
export function isCounted(entity: Entity): boolean {
  return !["case", "dataset", "handover"].includes(entity.type);
}
