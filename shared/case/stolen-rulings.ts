import type { ClaimId, CommitId } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { draftEntity } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import { rulesOnProperty, stolenRulingType } from "../ontology/model.ts";
import { addTellings, tellingsToTexts } from "../projections/tellings.ts";
import type { CaseError, Done } from "./answer.ts";
import type { CaseDeps } from "./deps.ts";
import type { OpenCase } from "./open-case.ts";
import { reasonsAgainst } from "./reasons.ts";
import { countToSayAgain, sayAgain } from "./say-again.ts";
import { needOpenCase, type SessionHolder } from "./session.ts";
import { saidAgain } from "./said-again.ts";
import { type SaidAgain, type StolenDoor, type StolenRulingDraft, type StolenStatement, stolenStates } from "./stolen-door.ts";
import { isUnsettled, type RestingClaim, restingOn } from "./stolen-keys.ts";

/** Statements listed of one key, at most. */
const mostListed = 2000;

/** What rests on stolen keys is listed, and ruled on. */
export function openStolen(deps: CaseDeps, holder: SessionHolder): StolenDoor {
  return {
    stolenStatements: async ({ key }) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      const resting = restingOn(session, open);
      const again = saidAgain(session, open, resting, deps.clock.now());
      const claims = resting.claims.filter((each) => each.key === key);
      const ordered = stolenStates.flatMap((state) => claims.filter((each) => each.state === state));
      const statements = ordered.slice(0, mostListed).flatMap((each) => statementOf(open, each, again.get(each.claim) ?? null));
      return succeed({ statements, total: claims.length, again: claims.filter(({ claim }) => again.has(claim)).length });
    },
    toSayAgain: async () => {
      const needed = needOpenCase(holder);
      return needed.ok ? succeed(countToSayAgain(needed.value.session, needed.value.open)) : needed;
    },
    sayAgain: async () => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      return open.inTurn(() => sayAgain(deps, session, open));
    },
    ruleOnStolen: async (draft) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      return open.inTurn(() => {
        const resting = restingOn(session, open);
        return rule(deps, open, draft, { claims: resting.claims, again: saidAgain(session, open, resting, deps.clock.now()) });
      });
    },
  };
}

interface Ruled {
  readonly claims: readonly RestingClaim[];
  readonly again: ReadonlyMap<ClaimId, SaidAgain>;
}

function statementOf(
  { fold }: OpenCase,
  { claim, commit, subject, takesBack, state }: RestingClaim,
  again: SaidAgain | null,
): readonly StolenStatement[] {
  const said = fold.facts.statement(takesBack ?? claim);
  // Of a withdrawal of a withdrawal, what the first one took back.
  const meant = said?.op === "retract" ? fold.facts.statement(said.claim) : said;
  if (meant?.op !== "assert") return [];
  const row = fold.rows.get(fold.now.sameness.keyOf(subject));
  const { property, value } = meant;
  const { saidAt } = commit.header;
  const named = { entity: row?.id ?? null, type: row?.type ?? "unknown", title: row?.title ?? "" };
  return [{ claim, ...named, property, value, isWithdrawal: takesBack !== null, saidAt, state, again }];
}

async function rule(
  deps: CaseDeps,
  open: OpenCase,
  { key, claims, ruling, why }: StolenRulingDraft,
  { claims: resting, again }: Ruled,
): Promise<Result<Done, CaseError>> {
  if (why.trim() === "") return fail("reason-needed");
  const ofKey = new Map(resting.filter((each) => each.key === key).map((each) => [each.claim, each]));
  if (claims?.some((claim) => !ofKey.has(claim)) === true) return fail("missing");
  const chosen = claims === null ? [...ofKey.values()].filter(({ state }) => isUnsettled(state)) : claims.flatMap((claim) => ofKey.get(claim) ?? []);
  if (ruling === "retract") return retract(open, chosen, why);
  if (ruling !== "said-again") return note(deps, open, chosen, { key, ruling, why, grounds: [] });
  const said = chosen.filter(({ claim }) => again.has(claim));
  return note(deps, open, said, { key, ruling: "keep", why, grounds: said.flatMap(({ claim }) => again.get(claim) ?? []) });
}

/** Contested as what another agency says is; taken back where it is said for ours. A withdrawal of another agency can only be kept or asked about. */
async function retract(open: OpenCase, chosen: readonly RestingClaim[], why: string): Promise<Result<Done, CaseError>> {
  const isOurs = ({ commit }: RestingClaim): boolean => commit.header.agency === open.ownAgency;
  const against = chosen.filter((each) => isOurs(each) || (each.takesBack === null && each.state !== "contested"));
  if (against.length === 0) return fail(chosen.length === 0 || chosen.some(({ takesBack }) => takesBack === null) ? "already-said" : "not-ours");
  const ids: readonly ClaimId[] = against.map(({ claim }) => claim);
  const intent = against.some(isOurs) ? "remove" : "dispute";
  const said = await open.say(intent, [...ids.map((claim) => ({ op: "retract", claim }) as const), ...reasonsAgainst(open.fold, ids, why)]);
  return said.ok ? succeed({ intent, entities: thingsOf(open, against), claims: against.length }) : said;
}

interface Noted extends Pick<StolenRulingDraft, "key" | "why"> {
  readonly ruling: "keep" | "ask-again";
  /** By which keys and bundles they are said again. */
  readonly grounds: readonly SaidAgain[];
}

/** Our word that we keep them, or that we asked: exactly which is named, so that what comes later from the same key is marked again. */
async function note(
  deps: CaseDeps,
  open: OpenCase,
  chosen: readonly RestingClaim[],
  { key, ruling, why, grounds }: Noted,
): Promise<Result<Done, CaseError>> {
  const isLeft = ({ state }: RestingClaim): boolean => (ruling === "keep" ? isUnsettled(state) : state === "open");
  const left = chosen.filter(isLeft);
  if (left.length === 0) return fail("already-said");
  const named = new Map<CommitId, Set<number>>();
  for (const { commit, index } of left) addTellings(named, new Map([[commit.id, new Set([index])]]));
  const values = {
    stolenRuling: { kind: "text", text: ruling },
    stolenKey: { kind: "identifier", text: key },
    reason: { kind: "text", text: why.trim() },
    claims: { kind: "decimal", text: String(left.length) },
    saidAgainBy: each(grounds.map(({ by }) => by)),
    saidAgainIn: each(grounds.map(({ statementHash }) => statementHash)),
    [rulesOnProperty]: tellingsToTexts(named).map((text) => ({ kind: "text", text }) as const),
  } as const;
  const id = mintEntityId(deps.random);
  const { handling } = open.opened();
  const said = await open.say("rule", draftEntity({ id, type: stolenRulingType, source: null, grade: "A1", handling, values }));
  return said.ok ? succeed({ intent: "rule", entities: thingsOf(open, left), claims: left.length }) : said;
}

/** Every one once. */
function each(texts: readonly string[]): readonly { readonly kind: "identifier"; readonly text: string }[] {
  return [...new Set(texts)].flatMap((text) => (text === "" ? [] : [{ kind: "identifier", text }]));
}

function thingsOf({ fold }: OpenCase, claims: readonly RestingClaim[]): Done["entities"] {
  return [...new Set(claims.map(({ subject }) => fold.now.sameness.keyOf(subject)))];
}
