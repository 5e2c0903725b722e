import { type ClaimId, type EntityId, type FileHash, parseClaimId } from "../kernel/brand.ts";
import { custodyEventType, mentionsType } from "../ontology/custody.ts";
import { isAboutClaim, isBookkeeping, speaksAgainstProperty, typeProperty } from "../ontology/model.ts";
import { identityProperty, isNaming, typeEntry } from "../ontology/read.ts";
import { isStricter, mayReceiveMark } from "../partner/admit.ts";
import type { Partner } from "../partner/model.ts";
import { type ClaimIndex, isEnd, type LiveClaim } from "./index-claims.ts";
import { createHeldBefore, type HeldBefore } from "./held-before.ts";
import type { SharePlan, WithholdReason } from "./model.ts";
import { createRedaction, type Redaction } from "./redact.ts";
import { isMarkedAbove, isMarking, needsGrant, strictestAllowed } from "./share-rules.ts";

/** Which entities travel, and why a live claim stays. */
export interface Choice {
  /** null = it travels. */
  reasonOf(claim: LiveClaim): WithholdReason | null;
  readonly entitiesWithheld: readonly EntityId[];
  /** Links with one end that travels, left home because the other does not. */
  readonly orphanLinks: readonly EntityId[];
  /** Claims about the case itself that travel: they alone are nothing to share. */
  readonly caseClaims: readonly LiveClaim[];
  /** Live claims of what was chosen, but for the books of earlier exchanges. */
  readonly chosenClaims: readonly LiveClaim[];
  /** Things and links of which at least their type travels. */
  readonly travelling: ReadonlySet<EntityId>;
  /** Names and identifiers that stay. */
  readonly keptTexts: readonly string[];
}
export interface ChoiceInput {
  readonly plan: SharePlan;
  readonly recipients: readonly Partner[];
  readonly ownAgency: string;
  /** Claims that every recipient was given before. */
  readonly given?: ReadonlySet<ClaimId>;
  /** Claims that somebody decided to withhold from one of the recipients in an earlier bundle: they stay until `plan.keep` names them. */
  readonly withheldBefore?: ReadonlySet<ClaimId>;
  /** People whom the rule `protected` is about. */
  readonly guarded?: ReadonlySet<EntityId>;
}

/** Shorter texts ("tron") stand in many names by chance. */
const shortestKeptText = 5;

/** Whose words repeat what others are called: files by their names, what was done with them, what is seen in them. */
const textCarriers: ReadonlySet<string> = new Set(["exhibit", custodyEventType, mentionsType]);

/** Of the case itself, its name goes with every bundle; the rest only with the whole case. */
const caseNames: ReadonlySet<string> = new Set([typeProperty, "title", "number"]);

/** Decides entity by entity: first by what is said about each alone, then links by their ends, then exhibits by what was read from them. */
export function chooseEntities(index: ClaimIndex, input: ChoiceInput): Choice {
  const chooser = new Chooser(index, input);
  chooser.run();
  return chooser;
}

class Chooser implements Choice {
  readonly #index: ClaimIndex;
  readonly #input: ChoiceInput;
  readonly #byHand: ReadonlySet<string>;
  readonly #redaction: Redaction;
  readonly #held: HeldBefore;
  /** Entities asked for, links and exhibits added on the way. */
  readonly #chosen = new Set<EntityId>();
  /** Chosen, and yet home whole. */
  readonly #staying = new Map<EntityId, "identity-withheld" | "end-withheld">();
  /** Never chosen, since what they belong to stays: what was done with an exhibit that stays, and files of the whole case of which nothing that was read leaves. */
  readonly #withStaying = new Set<EntityId>();
  /** What is kept back, as text: no exhibit that travels may say it in its name. */
  keptTexts: readonly string[] = [];
  orphanLinks: readonly EntityId[] = [];
  /** Answers that no longer change: all is chosen. */
  #settled: Map<ClaimId, WithholdReason | null> | null = null;

  constructor(index: ClaimIndex, input: ChoiceInput) {
    this.#index = index;
    this.#input = input;
    this.#byHand = new Set(input.plan.withhold);
    this.#redaction = createRedaction(input.plan, index, input.guarded ?? new Set());
    this.#held = createHeldBefore(index, input);
  }

  run(): void {
    this.#chooseNodes();
    for (const entity of this.#chosen) if (this.#lacksIdentity(entity)) this.#staying.set(entity, "identity-withheld");
    // Exhibits join for what was read from them, and links between exhibits join with them, which may have been read from further ones.
    for (let before = -1; before !== this.#chosen.size; ) {
      before = this.#chosen.size;
      this.#chooseLinks();
      this.#addExhibits();
    }
    this.keptTexts = this.#collectKeptTexts();
    this.#findWithStaying();
    this.#settled = new Map();
  }

  get entitiesWithheld(): readonly EntityId[] {
    return [...this.#staying].flatMap(([entity, reason]) => (reason === "identity-withheld" ? [entity] : [])).sort();
  }

  get caseClaims(): readonly LiveClaim[] {
    const ofCases = [...this.#index.liveByEntity].filter(([entity]) => this.#index.typeOf(entity) === "case");
    return ofCases.flatMap(([, claims]) => claims).filter((claim) => this.reasonOf(claim) === null);
  }

  get chosenClaims(): readonly LiveClaim[] {
    return [...this.#chosen].filter((entity) => !isBookkeeping(this.#index.typeOf(entity))).flatMap((entity) => this.#claimsOf(entity));
  }

  get travelling(): ReadonlySet<EntityId> {
    return new Set([...this.#chosen].filter((entity) => this.#travels(entity)));
  }

  reasonOf(claim: LiveClaim): WithholdReason | null {
    const known = this.#settled?.get(claim.id);
    if (known !== undefined) return known;
    const reason = this.#findReason(claim);
    this.#settled?.set(claim.id, reason);
    return reason;
  }

  #findReason(claim: LiveClaim): WithholdReason | null {
    const { subject, value } = claim.statement;
    const own = this.#ownReason(claim);
    if (own !== null) return own;
    const staying = this.#staying.get(subject);
    if (staying !== undefined) return staying;
    if (this.#withStaying.has(subject)) return "exhibit-withheld";
    if (this.#saysKeptText(claim)) return "names-withheld";
    // Of a thing that is gone only our reasons are left: no row shows it, and nobody is kept from it.
    if (this.#speaksOfKept(claim)) return this.#index.typeOf(subject) === undefined ? "bookkeeping" : "names-withheld";
    // The id of an entity that stays says something about it: a claim that names it stays too.
    return value.kind === "entity" && !this.#travels(value.entity) ? "end-withheld" : null;
  }

  /**
   * A ruling names the claim it relies on and says why: it travels only with that claim. One about another thing, about a ruling or about nothing we
   * know stays as well. The reason of an objection travels with what is contested; that of a retraction only to whom was given what is taken back.
   */
  #speaksOfKept({ statement: { subject, property, value } }: LiveClaim): boolean {
    if (!isAboutClaim(property)) return false;
    const id = value.kind === "identifier" ? parseClaimId(value.text) : null;
    const named = this.#claimsOf(subject).find((each) => each.id === id);
    if (named !== undefined) return isAboutClaim(named.statement.property) || this.reasonOf(named) !== null;
    if (property !== speaksAgainstProperty || id === null || this.#input.given?.has(id) !== true) return true;
    const gone = this.#index.said.get(id)?.claim.statement;
    return gone?.op !== "assert" || gone.subject !== subject;
  }

  /** Files are named after what they hold: an export by its wallet, a statement by its person. */
  #saysKeptText({ statement: { subject, value } }: LiveClaim): boolean {
    if (value.kind !== "text" && value.kind !== "identifier") return false;
    return textCarriers.has(this.#index.typeOf(subject) ?? "") && this.keptTexts.some((text) => value.text.includes(text));
  }

  /**
   * Names and identifiers of chosen entities that stay for a reason of their own. Who collected an exhibit, by which act and what it was published in is
   * said of others in their own right, and kept back for none of them.
   */
  #collectKeptTexts(): readonly string[] {
    const kept = new Set<string>();
    for (const entity of this.#chosen) {
      // An event that stays names the same file and mostly the same officers as those that go.
      const type = this.#index.typeOf(entity) ?? "";
      if (type === custodyEventType) continue;
      const staysWhole = this.#staying.get(entity) === "identity-withheld";
      for (const claim of this.#claimsOf(entity)) {
        const { value, property } = claim.statement;
        const isText = (value.kind === "text" || value.kind === "identifier") && value.text.length >= shortestKeptText && isNaming(type, property);
        if (isText && (staysWhole || this.#ownReason(claim) !== null)) kept.add(value.text);
      }
    }
    return [...kept];
  }

  /** Why a claim stays whatever becomes of its entity. */
  #ownReason(claim: LiveClaim): WithholdReason | null {
    const { plan, recipients, ownAgency } = this.#input;
    const { subject, property, handling, nationalMark } = claim.statement;
    const type = this.#index.typeOf(subject);
    if (isBookkeeping(type)) return "bookkeeping";
    if (!this.#chosen.has(subject) && !this.#withStaying.has(subject)) return "not-selected";
    if (type === "case" && plan.entities !== null && !plan.entities.includes(subject) && !caseNames.has(property)) return "not-selected";
    if (this.#byHand.has(claim.id)) return "by-hand";
    if (this.#redaction.keeps(claim)) return "by-rule";
    if (this.#held.keeps(claim)) return "withheld-before";
    if (!isMarking(plan.marking) || isStricter(handling, strictestAllowed(plan.marking, recipients))) return "above-ceiling";
    if (!mayReceiveMark(nationalMark, recipients) || isMarkedAbove(nationalMark, plan)) return "above-ceiling";
    return needsGrant(claim, handling, ownAgency, recipients) ? "originator" : null;
  }

  #travels(entity: EntityId): boolean {
    return this.#chosen.has(entity) && !this.#staying.has(entity);
  }

  #claimsOf(entity: EntityId): readonly LiveClaim[] {
    return this.#index.liveByEntity.get(entity) ?? [];
  }

  /** Exhibits are chosen here only by name, or with the whole case when nobody read anything from them; the others follow what was read. */
  #chooseNodes(): void {
    const asked = this.#input.plan.entities === null ? null : new Set(this.#input.plan.entities);
    for (const entity of this.#index.liveByEntity.keys()) {
      const type = this.#index.typeOf(entity);
      const file = this.#index.fileOf(entity);
      const isWanted = asked === null ? file === undefined || !this.#isRead(file) : asked.has(entity);
      if (type === "case" || (isWanted && !isBookkeeping(type) && type !== custodyEventType)) this.#chosen.add(entity);
    }
  }

  /** Whether anything but the file's own exhibit and dataset was read from it. */
  #isRead(file: FileHash): boolean {
    return (this.#index.readersOf.get(file) ?? []).some(({ statement }) => this.#index.fileOf(statement.subject) !== file);
  }

  /** Ids of wallets, sites and files derive from what identifies them: unless that travels, nothing about the entity does. Nor without its type. */
  #lacksIdentity(entity: EntityId): boolean {
    const type = this.#index.typeOf(entity);
    const identity = type === undefined ? undefined : identityProperty(type);
    return this.#isHidden(entity, typeProperty) || (identity !== undefined && this.#isHidden(entity, identity));
  }

  /** Whether no value of the property travels, or one was kept back on purpose: another agency's same words must not tell it. */
  #isHidden(entity: EntityId, property: string): boolean {
    const said = this.#claimsOf(entity).filter(({ statement }) => statement.property === property);
    const reasons = said.map((claim) => this.#ownReason(claim));
    const isMeantToStay = reasons.includes("by-hand") || reasons.includes("above-ceiling") || said.some((claim) => this.#redaction.hides(claim));
    // Of what they were given under another telling, the identity is no secret any more.
    const isKeptSecret = reasons.includes("withheld-before") && !said.some(({ id }) => this.#input.given?.has(id) === true);
    return isMeantToStay || isKeptSecret || !reasons.includes(null);
  }

  /** Links with both ends travelling join; a link asked for by name stays when an end does. A link may end at a link, hence the rounds. */
  #chooseLinks(): void {
    const links = [...this.#index.liveByEntity.keys()].filter((entity) => typeEntry(this.#index.typeOf(entity) ?? "")?.form === "link");
    for (const link of links) {
      this.#chosen.add(link);
      this.#staying.delete(link);
    }
    for (const link of links) if (this.#lacksIdentity(link)) this.#staying.set(link, "identity-withheld");
    for (let before = -1; before !== this.#staying.size; ) {
      before = this.#staying.size;
      for (const link of links) if (!this.#staying.has(link) && !this.#hasBothEnds(link)) this.#staying.set(link, "end-withheld");
    }
    this.#dropUnwanted(links);
  }

  #hasBothEnds(link: EntityId): boolean {
    const travelling = this.#claimsOf(link).filter((claim) => isEnd(claim.statement) && this.reasonOf(claim) === null);
    return new Set(travelling.map(({ statement }) => statement.property)).size === 2;
  }

  /** A link nobody asked for, at least one end of which was not chosen either, is simply not selected. */
  #dropUnwanted(links: readonly EntityId[]): void {
    const asked = this.#input.plan.entities === null ? null : new Set(this.#input.plan.entities);
    const orphans: EntityId[] = [];
    for (const link of links) {
      if (this.#travels(link)) continue;
      const ends = this.#claimsOf(link).flatMap(({ statement }) =>
        isEnd(statement) && statement.value.kind === "entity" ? [statement.value.entity] : [],
      );
      if (ends.some((end) => this.#travels(end))) orphans.push(link);
      if (asked === null || asked.has(link) || ends.every((end) => this.#chosen.has(end))) continue;
      this.#chosen.delete(link);
      this.#staying.delete(link);
    }
    this.orphanLinks = orphans;
  }

  /** The exhibits and datasets whose files the travelling claims name as their source; their own claims may name further files. */
  #addExhibits(): void {
    const byFile = new Map<FileHash, EntityId[]>();
    for (const entity of this.#index.liveByEntity.keys()) {
      const file = this.#index.fileOf(entity);
      if (file !== undefined) byFile.set(file, [...(byFile.get(file) ?? []), entity]);
    }
    const queue = [...this.#chosen].filter((entity) => this.#travels(entity));
    // The queue grows as exhibits join, and ends: each entity joins once.
    for (const entity of queue) {
      // What was done with an exhibit goes where it goes, and nowhere without it.
      const own = this.#index.typeOf(entity) === "exhibit" ? this.#index.fileOf(entity) : undefined;
      for (const event of own === undefined ? [] : (byFile.get(own) ?? [])) if (this.#index.typeOf(event) === custodyEventType) this.#join(event);
      for (const claim of this.#claimsOf(entity)) {
        const source = this.reasonOf(claim) === null ? claim.statement.source : null;
        for (const exhibit of source === null ? [] : (byFile.get(source.file) ?? []))
          if (this.#index.typeOf(exhibit) !== custodyEventType && this.#join(exhibit)) queue.push(exhibit);
      }
    }
  }

  /** Would leave if what it belongs to did: of the whole case nothing that stays is left uncounted. */
  #findWithStaying(): void {
    const isWhole = this.#input.plan.entities === null;
    const exhibits = [...this.#chosen].filter((entity) => this.#index.typeOf(entity) === "exhibit" && !this.#travels(entity));
    const staying = new Set(exhibits.map((exhibit) => this.#index.fileOf(exhibit)));
    for (const entity of this.#index.liveByEntity.keys()) {
      const isOfStaying = this.#index.typeOf(entity) === custodyEventType && staying.has(this.#index.fileOf(entity));
      if (!this.#chosen.has(entity) && (isWhole || isOfStaying)) this.#withStaying.add(entity);
    }
  }

  /** Gives true when the exhibit is new and travels. */
  #join(exhibit: EntityId): boolean {
    if (this.#chosen.has(exhibit)) return false;
    this.#chosen.add(exhibit);
    if (!this.#lacksIdentity(exhibit)) return true;
    this.#staying.set(exhibit, "identity-withheld");
    return false;
  }
}
