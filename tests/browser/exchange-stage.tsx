import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { page, userEvent } from "vitest/browser";
import { holdStrayKeys } from "../../renderer/app/stray-keys.ts";
import { ArrivedDialog } from "../../renderer/features/exchange/arrived-dialog.tsx";
import { CosignDialog } from "../../renderer/features/exchange/cosign-dialog.tsx";
import { CosignedDialog } from "../../renderer/features/exchange/cosigned-dialog.tsx";
import { OwnKeyReminder, OwnKeyStatus } from "../../renderer/features/exchange/own-key-reminder.tsx";
import { PartnersDialog } from "../../renderer/features/exchange/partners-dialog.tsx";
import { ReceiveDialog } from "../../renderer/features/exchange/receive-dialog.tsx";
import { ReceiptDialog } from "../../renderer/features/register/receipt-dialog.tsx";
import { RegisterReminder } from "../../renderer/features/register/reminder.tsx";
import { RegisterDialog } from "../../renderer/features/register/register-dialog.tsx";
import { ShareDialog } from "../../renderer/features/exchange/share-dialog.tsx";
import { StolenDialog } from "../../renderer/features/exchange/stolen-dialog.tsx";
import { startThreads } from "../../renderer/app/workers.ts";
import { caseDoor } from "../../renderer/state/bridge.ts";
import { setOpenedCase } from "../../renderer/state/case-mirror.ts";
import { useDesk } from "../../renderer/state/desk.ts";
import { attachPictures } from "../../renderer/state/picture-bridge.ts";
import { attachLayout } from "../../renderer/state/layout-bridge.ts";
import { LayerDialog } from "../../renderer/features/exchange/layer-dialog.tsx";
import { LayersDialog } from "../../renderer/features/exchange/layers-dialog.tsx";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { CaseId, EntityId } from "../../shared/kernel/brand.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Identity } from "../../shared/partner/model.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";
import { attachWindowCore } from "../kit/window-core.ts";
import { createSavingHost } from "../kit/saving-host.ts";
import { startLayoutInPage } from "./layout-in-page.ts";

/** The dialogs of the exchange over our whole core, and a partner agency with a whole core of its own. */
export interface ExchangeStage {
  readonly door: CaseDoor;
  readonly me: Identity;
  readonly caseId: CaseId;
  readonly mci: Agency;
  /** Files that were saved, by name. */
  readonly saved: ReadonlyMap<string, Bytes>;
  /** What the person answers in the save dialog from now on. */
  answerSaving(answer: "saved" | "cancelled"): void;
}

export async function openExchangeStage(seed: string): Promise<ExchangeStage> {
  await page.viewport(1280, 800);
  // As the window does: Enter let go on a button that was not there when it was pressed presses nothing.
  holdStrayKeys();
  const saved = new Map<string, Bytes>();
  const saving = { answer: "saved" as "saved" | "cancelled" };
  attachWindowCore(createSavingHost(saved, saving), seed);
  attachPictures(startThreads(() => undefined).startPictureWorker);
  attachLayout(startLayoutInPage);
  const door = caseDoor();
  const person = { agency: "afm", agencyName: "Financial Monitoring Agency", officer: "Aigul Suleimenova" };
  const { me } = expectValue(await door.createVault({ passphrase: "a long passphrase of afm", person }));
  const caseId = expectValue(await door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "amber" }));
  setUiLanguage("en");
  useDesk.setState({ me, language: "en", screen: "workbench" });
  draw();
  setOpenedCase(expectValue(await door.openCase({ caseId })));
  return { door, me, caseId, mci: await createAgency("mci", `${seed} mci`), saved, answerSaving: (answer) => void Object.assign(saving, { answer }) };
}

function draw(): void {
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(
    <StrictMode>
      <BlueprintProvider>
        <PartnersDialog />
        <ShareDialog />
        <ReceiveDialog />
        <RegisterReminder />
        <OwnKey />
        <CosignDialog />
        <CosignedDialog />
        <RegisterDialog />
        <ReceiptDialog />
        <StolenDialog />
        <LayerDialog />
        <Arrived />
        <Layers />
      </BlueprintProvider>
    </StrictMode>,
  );
}

/** Where the shell puts it on the screen that is shown. */
function OwnKey(): ReactNode {
  return useDesk(({ screen }) => screen) === "cases" ? <OwnKeyReminder /> : <OwnKeyStatus />;
}

function Arrived(): ReactNode {
  return useDesk(({ dialog }) => dialog?.kind) === "arrived" ? <ArrivedDialog /> : null;
}

/** The list is mounted only while it is open, as in the window. */
function Layers(): ReactNode {
  return useDesk(({ dialog }) => dialog?.kind) === "layers" ? <LayersDialog /> : null;
}

/** Adds an entity with texts, and gives its id. */
export async function addEntity(door: CaseDoor, type: string, texts: Readonly<Record<string, string>>): Promise<EntityId> {
  const values = Object.entries(texts).map(([property, text]) => ({ property, value: { kind: "text", text } as const }));
  const [id] = expectValue(await door.addEntity({ type, values, grade: "B2", handling: "amber", source: null })).entities;
  invariant(id !== undefined, "an added entity has an id");
  return id;
}

/** Both sides admit each other, without the window. */
export async function befriend({ door, me, mci }: ExchangeStage): Promise<void> {
  const theirs = expectValue(await mci.door.identityFile(null)).bytes;
  const ours = expectValue(await door.identityFile(null)).bytes;
  const admission = { verified: "in-person", ceiling: "amber" } as const;
  expectValue(await door.admitPartner({ bytes: theirs, typedGroup: mci.me.fingerprint.slice(-5), ...admission }));
  expectValue(await mci.door.admitPartner({ bytes: ours, typedGroup: me.fingerprint.slice(-5), ...admission }));
}

/** A bundle from the partner to us about a case of theirs with one exchange in it. */
export async function bundleFromPartner({ me, mci }: ExchangeStage, name: string): Promise<File> {
  const caseId = expectValue(await mci.door.createCase({ number: "MCI-7", title: "Blocked sites", handling: "amber" }));
  expectValue(await mci.door.openCase({ caseId }));
  await addEntity(mci.door, "exchange", { name });
  const plan = {
    entities: null,
    withhold: [],
    files: [],
    to: [me.author],
    marking: "amber",
    legalBasis: "",
    purpose: "To be blocked",
    retainUntil: "",
  } as const;
  return new File([expectValue(await mci.door.share(plan)).file], "from-mci.dalel");
}

/** Gives a file to the chooser that the open dialog shows. */
export async function giveFile(file: File): Promise<void> {
  const input = document.querySelector<HTMLInputElement>(".ui-dialog input[type=file]");
  invariant(input !== null, "the dialog asks for a file");
  await userEvent.upload(page.elementLocator(input), file);
}
