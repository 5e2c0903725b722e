import { invariant } from "../../shared/kernel/invariant.ts";
import { askCore, tellFailure } from "../state/ask.ts";
import { placeNow, quietCaseWorker, stopCaseWorker } from "../state/bridge.ts";
import { stopIntake } from "../state/intake-bridge.ts";
import { stopPreviews } from "../state/preview-bridge.ts";
import { forgetCase } from "../state/case-mirror.ts";
import { clearDesk, isUnlocked, type Language, setLanguage, setMe, setTheme, showScreen, type Theme, useDesk } from "../state/desk.ts";
import { clearJobs } from "../state/jobs.ts";
import { choosePlace, recallPlace } from "../state/places.ts";
import { languages, setUiLanguage } from "../ui/translate.ts";
import { clearCopied } from "./clipboard-guard.ts";

/** Where the window begins: first run, or the lock of the vault that was used last. */
export async function enterGate(): Promise<void> {
  recallPlace();
  const vaults = await askCore("listVaults", null);
  if (!vaults.ok) tellFailure(vaults.error);
  const [first] = vaults.ok ? vaults.value : [];
  if (vaults.ok && !vaults.value.some(({ place }) => place === placeNow())) choosePlace(first?.place ?? 1);
  showScreen(vaults.ok && first === undefined ? "first-run" : "locked");
}

/** Forgets keys and case, ends their thread, and shows the lock. The screen goes first: nothing of a case stays to be seen. */
export async function lockNow(): Promise<void> {
  if (!isUnlocked()) return;
  showScreen("locked");
  quietCaseWorker();
  forgetCase();
  clearDesk();
  setMe(null);
  clearJobs();
  void clearCopied();
  stopIntake();
  stopPreviews();
  // Keys are wiped if the thread has a moment for it; busy or not, it ends now, and its memory with it.
  await Promise.race([askCore("lock", null), new Promise((resolve) => setTimeout(resolve, lockPatienceMs))]);
  stopCaseWorker();
}

/** Shorter than anybody types a passphrase: the next unlocking finds the new thread. */
const lockPatienceMs = 300;

const languageKey = "dalel.language";
const themeKey = "dalel.theme";

/** Language, theme and the number of a vault (state/places.ts) are the only things kept outside the vault: they say nothing of anybody. */
export function recallLook(): void {
  const language =
    languages.find((name) => name === localStorage.getItem(languageKey)) ?? languages.find((name) => navigator.language.startsWith(name)) ?? "ru";
  const theme = localStorage.getItem(themeKey) ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  setLanguage(language);
  setTheme(theme === "dark" ? "dark" : "light");
  applyLook(language, useDesk.getState().theme);
  useDesk.subscribe((desk, before) => {
    if (desk.language !== before.language || desk.theme !== before.theme) applyLook(desk.language, desk.theme);
  });
}

function applyLook(language: Language, theme: Theme): void {
  invariant(document.body !== null, "the document has a body before the window boots");
  setUiLanguage(language);
  document.body.classList.toggle("bp6-dark", theme === "dark");
  localStorage.setItem(languageKey, language);
  localStorage.setItem(themeKey, theme);
}
