import { placeNow, startAt, stopCaseWorker } from "./bridge.ts";

/** Which of this machine's vaults was used last: a number, kept outside the vaults, which says nothing of anybody. */
const placeKey = "dalel.place";

/** Takes up the place that was used last; the first one when none was. */
export function recallPlace(): void {
  const place = Number(localStorage.getItem(placeKey));
  startAt(Number.isInteger(place) && place >= 1 && place <= 9999 ? place : 1);
}

/** Ends the thread of one vault; the next ask starts the thread of another. */
export function choosePlace(place: number): void {
  if (place !== placeNow()) stopCaseWorker();
  startAt(place);
  localStorage.setItem(placeKey, String(place));
}
