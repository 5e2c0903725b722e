import { bytesToHex } from "../kernel/bytes.ts";
import { type EntityId, parseAuthorId, parseInstantMs } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type Handling, handlings } from "../ledger/model.ts";
import { acceptanceType, typeProperty } from "../ontology/model.ts";
import type { Layer } from "../projections/acceptances.ts";
import type { Entity } from "../projections/model.ts";
import { countTellings } from "../projections/tellings.ts";
import type { CaseError, Done } from "./answer.ts";
import { changesIn, foldWith } from "./bundle-review.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseDoor } from "./door.ts";
import { commitsWith } from "./in-force.ts";
import type { OpenCase } from "./open-case.ts";
import { viewpointOf } from "./own-viewpoint.ts";
import type { BundleReview, LayerEntry } from "./review-door.ts";
import { inCase, type Session, type SessionHolder } from "./session.ts";
import { followStandings } from "./standings.ts";

/** What was set aside: listed, compared anew, and left. It is taken in as any bundle is. */
export function openLayers(deps: CaseDeps, holder: SessionHolder): Pick<CaseDoor, "listLayers" | "openLayer" | "leaveLayer"> {
  return {
    listLayers: () => inCase(holder, async (open) => succeed(entriesOf(open))),
    openLayer: ({ layer }) =>
      inCase(holder, async (open): Promise<Result<BundleReview, CaseError>> => {
        const session = holder.current;
        return session === null ? fail("locked") : reviewLayer(deps, session, open, { layer, token: bytesToHex(deps.random.bytes(16)) });
      }),
    leaveLayer: ({ layer }) =>
      inCase(holder, async (open) => {
        const left = await leave(open, layer);
        if (left.ok) await followStandings(deps, holder, open);
        return left;
      }),
  };
}

function entriesOf(open: OpenCase): readonly LayerEntry[] {
  const entries = open.fold.acceptances.layers().flatMap((layer) => (layer.waiting === 0 ? [] : [entryOf(open, layer)]));
  return entries.sort((a, b) => b.setAsideAt - a.setAsideAt);
}

function entryOf(open: OpenCase, { acceptance, tellings, waiting }: Layer): LayerEntry {
  const row = open.fold.now.build(acceptance);
  return {
    layer: acceptance,
    senderAgency: textIn(row, "senderAgency"),
    senderOfficer: textIn(row, "senderOfficer"),
    sentAt: parseInstantMs(Date.parse(textIn(row, "sentOn"))),
    setAsideAt: setAsideAt(row),
    marking: markingIn(row),
    purpose: textIn(row, "purpose"),
    claims: countTellings(tellings),
    waiting,
  };
}

function textIn(row: Entity | null, property: string): string {
  const value = row?.facts[property]?.[0]?.value;
  if (value === undefined) return "";
  return "text" in value ? value.text : value.kind === "date" ? value.from : "";
}

function markingIn(row: Entity | null): Handling {
  const text = textIn(row, "marking");
  return handlings.find((each) => each === text) ?? "red";
}

function setAsideAt(row: Entity | null): LayerEntry["setAsideAt"] {
  const said = row?.facts[typeProperty]?.[0]?.saidAt;
  invariant(said !== undefined, "a layer stands, and says what it is");
  return said;
}

/** Compares what waits, and what of it is in the case already, with the case as it is. */
export function reviewLayer(
  deps: CaseDeps,
  session: Session,
  open: OpenCase,
  { layer: id, token }: { readonly layer: EntityId; readonly token: string },
): Result<BundleReview, CaseError> {
  const layer = open.fold.acceptances.layers().find(({ acceptance }) => acceptance === id);
  if (layer === undefined) return fail("missing", "layer");
  const commits = commitsWith(open.ledger, layer.tellings);
  const folded = foldWith(open.caseId, open, commits, viewpointOf(deps, session));
  if (!folded.ok) return folded;
  const row = open.fold.now.build(id);
  const entry = entryOf(open, layer);
  const sender = parseAuthorId(textIn(row, "senderKey"));
  const bundle = { statement: { case: open.caseId }, commits, files: [], canMerge: true, isSenderKnown: true };
  const changes = changesIn(commits, { ...folded.value, before: open.fold });
  session.reviews.set(token, { bundle, arrival: null, layer: id, before: open.fold, after: folded.value.after, rows: changes.rows });
  return succeed({
    token,
    statementHash: textIn(row, "statementHash"),
    notes: [],
    heard: [],
    isReceived: true,
    layer: { id, setAsideAt: entry.setAsideAt },
    report: [],
    canMerge: true,
    sender: session.registry.partners.find(({ author }) => author === sender) ?? null,
    caseId: open.caseId,
    isNewCase: false,
    marking: entry.marking,
    sentAt: entry.sentAt ?? entry.setAsideAt,
    purpose: entry.purpose,
    legalBasis: "",
    ...changes,
    withheldClaims: 0,
    saidAgain: [],
    files: [],
  });
}

/** Takes back that it is kept aside; what of it was taken in stays. */
async function leave(open: OpenCase, id: EntityId): Promise<Result<Done, CaseError>> {
  const row = open.fold.now.build(id);
  if (row?.type !== acceptanceType || !open.fold.acceptances.layers().some(({ acceptance }) => acceptance === id)) return fail("missing", "layer");
  const claims = Object.values(row.facts).flatMap((facts) => facts.map(({ claim }) => claim));
  const said = await open.say(
    "withdraw",
    claims.map((claim) => ({ op: "retract", claim })),
  );
  return said.ok ? succeed({ intent: "withdraw", entities: [], claims: said.value.claims }) : said;
}
