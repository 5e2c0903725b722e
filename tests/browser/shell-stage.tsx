import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "dockview-react/dist/styles/dockview.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { createRoot } from "react-dom/client";
import { page } from "vitest/browser";
import { Shell } from "../../renderer/app/shell.tsx";
import { caseDoor } from "../../renderer/state/bridge.ts";
import { openCaseById } from "../../renderer/state/case-actions.ts";
import { useDesk } from "../../renderer/state/desk.ts";
import { attachLayout } from "../../renderer/state/layout-bridge.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import { runLayoutThread } from "../../renderer/workers/layout/layout-thread.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { Channel } from "../../shared/host/rpc.ts";
import type { CaseId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { createSavingHost } from "../kit/saving-host.ts";
import { attachWindowCore, type CoreWishes } from "../kit/window-core.ts";

/** The whole window over a whole core, in English, with one open case. */
export interface ShellStage {
  readonly door: CaseDoor;
  readonly caseId: CaseId;
}

export async function openShellStage(seed: string, wishes: CoreWishes = {}): Promise<ShellStage> {
  attachWindowCore(createSavingHost(new Map()), seed, wishes);
  attachLayout(startLayoutThread);
  await page.viewport(1280, 820);
  const door = caseDoor();
  const person = { agency: "afm", agencyName: "AFM", officer: "Aigul Suleimenova" };
  const { me } = expectValue(await door.createVault({ passphrase: "a long passphrase of afm", person }));
  const caseId = expectValue(await door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "amber" }));
  setUiLanguage("en");
  useDesk.setState({ me, language: "en" });
  const place = document.body.appendChild(document.createElement("div"));
  place.id = "root";
  createRoot(place).render(
    <BlueprintProvider>
      <Shell />
    </BlueprintProvider>,
  );
  await openCaseById(caseId);
  return { door, caseId };
}

/** The layout thread in this thread, behind a real port. */
function startLayoutThread() {
  const { port1, port2 } = new MessageChannel();
  runLayoutThread(channelOf(port1));
  return { channel: channelOf(port2), stop: () => port2.close() };
}

function channelOf(port: MessagePort): Channel {
  port.start();
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => port.addEventListener(type, listener),
  };
}

/** A key pressed with Ctrl on whatever has the focus. */
export function press(code: string, extra: KeyboardEventInit = {}): void {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent("keydown", { key: code.slice(-1), code, ctrlKey: true, bubbles: true, cancelable: true, ...extra }));
}
