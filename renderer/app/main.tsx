import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "@fontsource/ibm-plex-sans/400.css";
import "@fontsource/ibm-plex-sans/600.css";
import "@fontsource/ibm-plex-mono/400.css";
import "dockview-react/dist/styles/dockview.css";
import "../ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Host } from "../../shared/host/host.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { tellFailure } from "../state/ask.ts";
import { attachMachine, stopCaseWorker } from "../state/bridge.ts";
import { attachIntake } from "../state/intake-bridge.ts";
import { attachLayout } from "../state/layout-bridge.ts";
import { attachPreview } from "../state/preview-bridge.ts";
import { attachPictures } from "../state/picture-bridge.ts";
import { watchIdle } from "./auto-lock.ts";
import { makeBrowserHost } from "./browser-host.ts";
import { watchClipboard } from "./clipboard-guard.ts";
import { followSafety } from "./safety.ts";
import { showScreen } from "../state/desk.ts";
import { notify } from "../state/jobs.ts";
import { offerFile } from "./dropped-files.ts";
import { becomeOnlyWindow } from "./only-window.ts";
import { enterGate, lockNow, recallLook } from "./session.ts";
import { Shell } from "./shell.tsx";
import { holdStrayKeys } from "./stray-keys.ts";
import { startThreads, type ThreadEnd } from "./workers.ts";

declare global {
  interface Window {
    /** Electron's preload puts it here; the browser shell has none. */
    readonly dalelHost?: Host;
  }
}

/** Puts the window together: the machine, the threads, the look, the screens; then goes to the gate. */
async function boot(): Promise<void> {
  const host = window.dalelHost ?? makeBrowserHost(document.documentElement.dataset["version"] ?? "");
  const threads = startThreads(threadDied);
  attachMachine({ host, startCaseWorker: threads.startCaseWorker });
  attachIntake(threads.intake);
  attachLayout(threads.startLayoutWorker);
  attachPreview(threads.startPreviewWorker);
  attachPictures(threads.startPictureWorker);
  holdStrayKeys();
  recallLook();
  watchIdle();
  watchClipboard();
  followSafety();
  // A page that is put aside whole, to be shown again, must hold nothing.
  window.addEventListener("pagehide", () => void lockNow());
  host.onMustLock(() => void lockNow());
  host.onOpenFile(({ name, bytes }) => offerFile(new File([bytes], name)));
  await loadFonts();
  const root = document.getElementById("root");
  invariant(root !== null, "index.html has a root");
  createRoot(root).render(
    <StrictMode>
      <BlueprintProvider>
        <Shell />
      </BlueprintProvider>
    </StrictMode>,
  );
  if (!(await becomeOnlyWindow(() => showScreen("waiting")))) return showScreen("elsewhere");
  await enterGate();
  if (!(await navigator.storage.persist())) notify("warning", "shell:notLasting");
}

/** Text drawn on a canvas before its font is there stays in a fallback font: all letters of the three languages are loaded first. */
async function loadFonts(): Promise<void> {
  await Promise.all(
    ["400 12px 'IBM Plex Sans'", "600 12px 'IBM Plex Sans'", "400 12px 'IBM Plex Mono'"].map((font) => document.fonts.load(font, "Aяәғқ₸")),
  );
}

/** A thread that died leaves its askers waiting: say so, and lock, which starts a fresh one. */
function threadDied(why: ThreadEnd): void {
  stopCaseWorker(why);
  void lockNow().then(() => tellFailure({ kind: why }));
}

void boot();
