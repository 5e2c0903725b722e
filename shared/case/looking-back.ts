import type { CaseId, EntityId } from "../kernel/brand.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import { rest } from "../kernel/rest.ts";
import type { Commit } from "../ledger/model.ts";
import { type CaseFold, type CaseView, rowsPerPart } from "../projections/case-fold.ts";
import type { Horizon } from "../projections/live-claim.ts";
import type { Entity, Flow, Patch } from "../projections/model.ts";
import { isSameRow } from "../projections/same-row.ts";
import type { CaseFlows } from "./case-flows.ts";
import { type DatasetReading, readingOf } from "./datasets.ts";
import { endOfDay } from "../kernel/day.ts";
import type { CaseNews } from "./door.ts";
import type { HistoryPoint, Look } from "./ledger-door.ts";
import { lookingAtNow } from "./mirror.ts";
import { lastParts, middlePart, type Part } from "./parts.ts";

interface LookingParts {
  readonly caseId: CaseId;
  readonly fold: CaseFold;
  readonly flows: CaseFlows;
  tell(news: CaseNews): void;
  /** Resolves once the reader has taken in nearly all that was told. */
  heard(): Promise<void>;
}

/** Ids alone are little: so many go into one part. */
const idsPerPart = 8 * rowsPerPart;
/** Rows built between two rests: some milliseconds. */
const rowsPerTurn = 2000;

/**
 * The case as we knew it after a step of its history, or as it was on a day. A view is how it differs from now; it lies over what stands and changes
 * nothing of it, so that coming back costs nothing.
 *
 * Law     after step n one sees what a reader had then (tests/property/looking-back.test.ts)
 */
export class LookingBack {
  readonly #parts: LookingParts;
  readonly #points: HistoryPoint[] = [];
  #look: Look = lookingAtNow;
  #turn = 0;

  constructor(parts: LookingParts) {
    this.#parts = parts;
  }

  get isBack(): boolean {
    return this.#look.known !== null || this.#look.valid !== null;
  }
  get look(): Look {
    return this.#look;
  }
  /** What was known then of what is looked at; null = all. */
  horizon(): Horizon | null {
    return this.#horizonAt(this.#look.known);
  }
  /** Steps of the history, oldest first. */
  points(): readonly HistoryPoint[] {
    return this.#points;
  }

  /** A batch was folded: one more step, told by its last commit, which is ours. A look being made of what was before it would be wrong, and ends. */
  note(batch: readonly Commit[]): void {
    this.cancel();
    const last = batch.at(-1);
    if (last === undefined) return;
    const { act, author, agency, intent, undoes, saidAt } = last.header;
    const claims = this.#parts.fold.facts.size;
    this.#points.push({ index: this.#points.length, act, author, agency, intent, undoes, saidAt, commit: last.id, claims });
  }

  /** Ends the look that is being made. */
  cancel(): void {
    this.#turn += 1;
  }

  /** Makes what is shown of the past anew: an act that was under way when it was asked for has changed what lies beneath. */
  async renew(): Promise<void> {
    if (this.isBack) await this.lookAt(this.#look);
  }

  /** Makes and tells a view; a later look or `cancel` ends it, and what is shown stays. */
  async lookAt(look: Look): Promise<Result<Look, Failure<"cancelled" | "missing">>> {
    this.#turn += 1;
    const turn = this.#turn;
    if (look.known !== null && this.#points[look.known] === undefined) return fail("missing", "point");
    const known = look.known === this.#points.length - 1 ? null : look.known;
    const asked: Look = { known, valid: look.valid };
    const telling = new Telling({ kind: "look", caseId: this.#parts.caseId, look: asked }, this.#parts.tell);
    if (known === null && look.valid === null) return this.#show(asked, telling, noFlows);
    const view = this.#viewOf(asked);
    const datasets = await this.#collect(view, known, telling, () => this.#turn !== turn);
    if (datasets === null) return fail("cancelled");
    const readings = readingsOf(view, this.#parts.flows, datasets);
    const flows = await this.#parts.flows.differing(readings, look.valid === null ? null : endOfDay(look.valid), view.sameness);
    return this.#turn === turn ? this.#show(asked, telling, flows) : fail("cancelled");
  }

  #viewOf({ known, valid }: Look): CaseView {
    const { own, day } = this.#parts.fold.now.viewpoint;
    return this.#parts.fold.view({ own, day: valid ?? day, isDated: valid !== null }, this.#horizonAt(known));
  }

  /** What was known after a step, and of that what was aside then. */
  #horizonAt(known: number | null): Horizon | null {
    if (known === null) return null;
    const isKnown: Horizon = (_teller, arrival) => arrival <= known;
    const aside = this.#parts.fold.acceptances.aside(isKnown);
    return Object.assign<Horizon, Pick<Horizon, "aside">>((_teller, arrival) => arrival <= known, { aside });
  }

  /** Tells the rows that differ from now, a turn at a time; gives what datasets are among them, null when it was ended. */
  async #collect(view: CaseView, known: number | null, telling: Telling, isEnded: () => boolean): Promise<readonly DatasetReading[] | null> {
    const { fold } = this.#parts;
    const datasets: DatasetReading[] = [];
    let built = 0;
    for (const number of fold.differing(view, known).inOrder()) {
      const [id, row] = [fold.entities.idOf(number), view.row(number)];
      if (row === null) {
        if (fold.rows.has(id)) telling.drop(id);
      } else if (known !== null || !isSameRow(row, fold.rows.get(id))) {
        telling.put(row);
        const reading = readingOf(row);
        if (reading !== null) datasets.push(reading);
      }
      built += 1;
      if (built % rowsPerTurn === 0) {
        await this.#parts.heard();
        await rest();
      }
      if (isEnded()) return null;
    }
    return datasets;
  }

  #show(look: Look, telling: Telling, flows: Patch<string, Flow>): Result<Look, never> {
    telling.end(flows);
    this.#look = look;
    return succeed(look);
  }
}

const noFlows: Patch<string, Flow> = { put: new Map(), drop: new Set() };
type LookNews = Extract<CaseNews, { readonly kind: "look" }>;

/** Tells a view while it is built, so that its reader has read nearly all of it when it ends; whoever hears of no end shows nothing. */
class Telling {
  readonly #what: Pick<LookNews, "kind" | "caseId" | "look">;
  readonly #tell: (news: CaseNews) => void;
  #put = new Map<EntityId, Entity>();
  #drop = new Set<EntityId>();
  #isFirst = true;

  constructor(what: Pick<LookNews, "kind" | "caseId" | "look">, tell: (news: CaseNews) => void) {
    this.#what = what;
    this.#tell = tell;
  }
  put(row: Entity): void {
    this.#put.set(row.id, row);
    this.#tellWhenFull();
  }
  drop(id: EntityId): void {
    this.#drop.add(id);
    this.#tellWhenFull();
  }
  end(flows: Patch<string, Flow>): void {
    for (const part of lastParts(this.#take(), flows)) this.#say(part);
  }

  #tellWhenFull(): void {
    if (this.#put.size >= rowsPerPart || this.#drop.size >= idsPerPart) this.#say(middlePart(this.#take()));
  }
  #take(): Patch<EntityId, Entity> {
    const rows = { put: this.#put, drop: this.#drop };
    [this.#put, this.#drop] = [new Map(), new Set()];
    return rows;
  }
  #say(part: Part): void {
    this.#tell({ ...this.#what, isFirst: this.#isFirst, ...part });
    this.#isFirst = false;
  }
}

/** The datasets a view knows: also those that are gone by now, which flows never met since the case was opened. */
function readingsOf(view: CaseView, flows: CaseFlows, differing: readonly DatasetReading[]): readonly DatasetReading[] {
  const known = [...flows.datasets()].flatMap((id) => {
    const row = view.build(id);
    return (row === null ? null : readingOf(row)) ?? [];
  });
  return [...new Map([...known, ...differing].map((reading) => [reading.file, reading])).values()];
}
