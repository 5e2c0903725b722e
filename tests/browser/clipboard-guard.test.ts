import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { clearCopied, watchClipboard } from "../../renderer/app/clipboard-guard.ts";
import { readSafety } from "../../renderer/app/safety.ts";
import { attachMachine } from "../../renderer/state/bridge.ts";
import { setSafety, usualSafety } from "../../renderer/state/desk.ts";
import { clipboardHash } from "../../shared/host/clipboard-text.ts";
import type { ClipboardAnswer, CopiedText } from "../../shared/host/host.ts";
import { createSavingHost } from "../kit/saving-host.ts";

const asked: CopiedText[] = [];
let answer: ClipboardAnswer = "cleared";

beforeAll(() => {
  const clearClipboard = async (copied: CopiedText): Promise<ClipboardAnswer> => {
    asked.push({ ...copied });
    return answer;
  };
  const host = { ...createSavingHost(new Map()), clearClipboard };
  attachMachine({ host, startCaseWorker: () => ({ channel: new MessageChannel().port1, stop: () => undefined }) });
  watchClipboard();
});
beforeEach(() => vi.useFakeTimers());
afterEach(async () => {
  vi.useRealTimers();
  answer = "cleared";
  await clearCopied();
  asked.length = 0;
  setSafety(usualSafety);
  document.body.replaceChildren();
});

/** What Ctrl+C does, up to the clipboard itself. */
async function copyBy(text: string): Promise<string> {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.dispatchEvent(new ClipboardEvent("copy", { clipboardData }));
  const sha256 = await clipboardHash(text);
  await vi.advanceTimersByTimeAsync(0);
  // The hash of what was copied is computed by the browser, which no timer of ours knows of.
  for (let round = 0; round < 5; round++) await clipboardHash("another turn");
  return sha256;
}

test("what was copied is cleared after its time, by its hash, and only once", async () => {
  const sha256 = await copyBy("TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb");
  await vi.advanceTimersByTimeAsync(59_000);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1500);
  expect(asked).toMatchObject([{ sha256 }]);
  await clearCopied();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toHaveLength(1);
});

test("a later copy begins the time anew; off means on locking only", async () => {
  await copyBy("first");
  await vi.advanceTimersByTimeAsync(40_000);
  const second = await copyBy("second");
  await vi.advanceTimersByTimeAsync(40_000);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(20_500);
  expect(asked).toMatchObject([{ sha256: second }]);
  setSafety({ ...usualSafety, clipboardSeconds: 0 });
  const third = await copyBy("third");
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked).toHaveLength(1);
  await clearCopied();
  expect(asked.at(-1)).toMatchObject({ sha256: third });
});

test("a selection in a field is what is copied, and leaving the window is remembered", async () => {
  const field = document.body.appendChild(document.createElement("input"));
  field.value = "an address of a wallet";
  field.focus();
  field.setSelectionRange(3, 10);
  document.dispatchEvent(new ClipboardEvent("copy"));
  for (let round = 0; round < 5; round++) await clipboardHash("another turn");
  window.dispatchEvent(new Event("blur"));
  await clearCopied();
  expect(asked).toEqual([{ sha256: await clipboardHash("address"), wasAway: true }]);
});

test("what the system refuses without the focus is done when the focus comes", async () => {
  const sha256 = await copyBy("held");
  answer = "refused";
  await vi.advanceTimersByTimeAsync(61_000);
  expect(asked).toHaveLength(1);
  answer = "cleared";
  window.dispatchEvent(new Event("focus"));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toMatchObject([{ sha256 }, { sha256 }]);
  window.dispatchEvent(new Event("focus"));
  expect(asked).toHaveLength(2);
});

test("line ends and no-break spaces, which systems write their own way, do not hide a text", async () =>
  expect(await clipboardHash("1 000\r\n2")).toBe(await clipboardHash("1\u00a0000\n2")));

test("kept choices that are none are as usual", () => {
  expect(readSafety('{"idleMinutes":5,"clipboardSeconds":0}')).toEqual({ idleMinutes: 5, clipboardSeconds: 0 });
  for (const text of ["", "null", "7", '{"idleMinutes":600,"clipboardSeconds":-1}']) expect(readSafety(text)).toEqual(usualSafety);
});
