import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import samples from "../../assets/samples/TRON-tokenTransfer-TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod--1743811200000.csv?raw";
import { AddEntityDialog } from "../../renderer/features/entity/add-entity-dialog.tsx";
import { AddLinkDialog } from "../../renderer/features/entity/add-link-dialog.tsx";
import { ConflictsDialog } from "../../renderer/features/entity/conflicts-dialog.tsx";
import { ExhibitDialog } from "../../renderer/features/preview/exhibit-dialog.tsx";
import { InspectorPanel } from "../../renderer/features/entity/inspector-panel.tsx";
import { ReasonDialog } from "../../renderer/features/entity/reason-dialog.tsx";
import { RuleDialog } from "../../renderer/features/entity/rule-dialog.tsx";
import { RulingsSheetDialog } from "../../renderer/features/entity/rulings-sheet-dialog.tsx";
import { HistoryDialog } from "../../renderer/features/history/history-dialog.tsx";
import { caseDoor } from "../../renderer/state/bridge.ts";
import { setOpenedCase, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { selectEntities, useDesk } from "../../renderer/state/desk.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { SharePlan } from "../../shared/bundle/model.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { ImportReport } from "../../shared/case/import-door.ts";
import type { AuthorId, EntityId } from "../../shared/kernel/brand.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Identity } from "../../shared/partner/model.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";
import { attachWindowCore, type CoreWishes } from "../kit/window-core.ts";
import { createSavingHost } from "../kit/saving-host.ts";

export const sampleName = "TRON-tokenTransfer-TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod--1743811200000.csv";
export const sampleText = samples;

/** The inspector and its dialogs over a whole core, in English, with one open case. */
export interface Stage {
  readonly door: CaseDoor;
  readonly me: Identity;
  /** Files that were saved, by name. */
  readonly saved: ReadonlyMap<string, Bytes>;
}

export async function openStage(seed: string, wishes: CoreWishes = {}): Promise<Stage> {
  const saved = new Map<string, Bytes>();
  attachWindowCore(createSavingHost(saved), seed, wishes);
  // The window's own door: what it answers, the mirror knows already.
  const door = caseDoor();
  const person = { agency: "afm", agencyName: "AFM", officer: "Aigul Suleimenova" };
  const { me } = expectValue(await door.createVault({ passphrase: "a long passphrase of afm", person }));
  const caseId = expectValue(await door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "amber" }));
  setUiLanguage("en");
  useDesk.setState({ me, language: "en", screen: "workbench" });
  drawStage();
  setOpenedCase(expectValue(await door.openCase({ caseId })));
  return { door, me, saved };
}

function drawStage(): void {
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(
    <StrictMode>
      <BlueprintProvider>
        <div style={{ width: 330, height: 700 }}>
          <InspectorPanel />
        </div>
        <AddEntityDialog />
        <AddLinkDialog />
        <ExhibitDialog />
        <RuleDialog />
        <ReasonDialog />
        <ConflictsDialog />
        <RulingsSheetDialog />
        <HistoryDialog />
      </BlueprintProvider>
    </StrictMode>,
  );
}

const usual = { grade: "B2", handling: "amber", source: null } as const;

/** Adds an entity with texts and identifiers, and gives its id. */
export async function addEntity(door: CaseDoor, type: string, texts: Readonly<Record<string, string>>): Promise<EntityId> {
  const values = Object.entries(texts).map(([property, text]) => ({ property, value: { kind: "text", text } as const }));
  const [id] = expectValue(await door.addEntity({ type, values, ...usual })).entities;
  invariant(id !== undefined, "an added entity has an id");
  return id;
}

export async function setText(door: CaseDoor, entity: EntityId, property: string, text: string): Promise<void> {
  expectValue(await door.setValue({ entity, property, value: { kind: "text", text }, replaces: null, ...usual }));
}

/** Imports the sample transfers: 450 rows of one wallet. */
export async function importSample(door: CaseDoor): Promise<ImportReport> {
  const file = new Blob([sampleText], { type: "text/csv" });
  return expectValue(await door.importFile({ file, fileName: sampleName, profile: "tronscan.trc20", grade: "B2", handling: "amber" }));
}

/** The window's copy of an entity. */
export function mirrored(id: EntityId): Entity {
  const entity = useCaseMirror.getState().entities.get(id);
  invariant(entity !== undefined, "the window knows the entity");
  return entity;
}

export function entityNamed(start: string): Entity {
  const entity = [...useCaseMirror.getState().entities.values()].find(({ title }) => title.startsWith(start));
  invariant(entity !== undefined, "the window knows an entity of that name");
  return entity;
}

export function inspect(id: EntityId): void {
  selectEntities([id]);
}

/** A partner agency that has our whole case, and whose additions come back to us. */
export async function openPartner(stage: Stage): Promise<{ readonly mci: Agency; sendTo(): Promise<void>; sendBack(): Promise<void> }> {
  const mci = await createAgency("mci");
  await admit(stage.door, expectValue(await mci.door.identityFile(null)).bytes, mci.me);
  await admit(mci.door, expectValue(await stage.door.identityFile(null)).bytes, stage.me);
  await send(stage.door, mci.door, mci.me.author);
  return { mci, sendTo: () => send(stage.door, mci.door, mci.me.author), sendBack: () => send(mci.door, stage.door, stage.me.author) };
}

async function admit(door: CaseDoor, bytes: Bytes, identity: Identity): Promise<void> {
  const typedGroup = identity.fingerprint.split(/\s+/).at(-1) ?? "";
  expectValue(await door.admitPartner({ bytes, typedGroup, verified: "in-person", ceiling: "red" }));
}

async function send(from: CaseDoor, to: CaseDoor, recipient: AuthorId): Promise<void> {
  const plan: SharePlan = {
    entities: null,
    withhold: [],
    files: [],
    to: [recipient],
    marking: "red",
    legalBasis: "law",
    purpose: "check",
    retainUntil: "",
  };
  const { file } = expectValue(await from.share(plan));
  const { token } = expectValue(await to.openBundle({ file }));
  expectValue(await to.acceptBundle({ token }));
}
