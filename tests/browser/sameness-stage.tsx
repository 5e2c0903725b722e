import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { InspectorPanel } from "../../renderer/features/entity/inspector-panel.tsx";
import { AddExhibitDialog } from "../../renderer/features/intake/add-exhibit-dialog.tsx";
import { CopyDialog } from "../../renderer/features/lineage/copy-dialog.tsx";
import { lineageCommands } from "../../renderer/features/lineage/commands.ts";
import { LineageDialog } from "../../renderer/features/lineage/lineage-dialog.tsx";
import { samenessCommands } from "../../renderer/features/sameness/commands.ts";
import { MatchesDialog } from "../../renderer/features/sameness/matches-dialog.tsx";
import { MergeDialog } from "../../renderer/features/sameness/merge-dialog.tsx";
import { PairDialog } from "../../renderer/features/sameness/pair-dialog.tsx";
import { caseDoor } from "../../renderer/state/bridge.ts";
import { setOpenedCase } from "../../renderer/state/case-mirror.ts";
import { offerCommands } from "../../renderer/state/command-list.ts";
import { useDesk } from "../../renderer/state/desk.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { expectValue } from "../kit/agency.ts";
import { createSavingHost } from "../kit/saving-host.ts";
import { systemClock } from "../../renderer/workers/platform.ts";
import { attachWindowCore } from "../kit/window-core.ts";

/**
 * The dialogs of sameness and lineage and the inspector over a whole core, in English, with one open case; by the machine's clock, as forms have it: nothing
 * done may lie ahead.
 */
export async function openStage(seed: string): Promise<CaseDoor> {
  attachWindowCore(createSavingHost(new Map()), seed, { clock: systemClock });
  const door = caseDoor();
  const person = { agency: "afm", agencyName: "AFM", officer: "Aigul Suleimenova" };
  const { me } = expectValue(await door.createVault({ passphrase: "a long passphrase of afm", person }));
  const caseId = expectValue(await door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "amber" }));
  setUiLanguage("en");
  offerCommands([...samenessCommands, ...lineageCommands]);
  useDesk.setState({ me, language: "en", screen: "workbench" });
  drawStage();
  setOpenedCase(expectValue(await door.openCase({ caseId })));
  return door;
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
        <AddExhibitDialog />
        <CopyDialog />
        <LineageDialog />
        <MatchesDialog />
        <MergeDialog />
        <PairDialog />
      </BlueprintProvider>
    </StrictMode>,
  );
}

const usual = { grade: "B2", handling: "amber" } as const;
const identifiers: ReadonlySet<string> = new Set(["iin", "phone", "email"]);

export async function addEntity(door: CaseDoor, type: string, texts: Readonly<Record<string, string>>): Promise<EntityId> {
  const values = Object.entries(texts).map(([property, text]) => ({
    property,
    value: { kind: identifiers.has(property) ? "identifier" : "text", text } as const,
  }));
  const [id] = expectValue(await door.addEntity({ type, values, ...usual, source: null })).entities;
  invariant(id !== undefined, "an added entity has an id");
  return id;
}

export async function addExhibit(door: CaseDoor, fileName: string, text: string, publisher: string, publishedAt: string): Promise<EntityId> {
  const file = new Blob([text], { type: "text/plain" });
  const [id] = expectValue(await door.addExhibit({ file, fileName, title: "", publisher, publishedAt, ...usual })).entities;
  invariant(id !== undefined, "an added exhibit has an id");
  return id;
}
