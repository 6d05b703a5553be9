import { signal } from "@preact/signals";

/** minute is the time by which views judge what is of today and what is late. It is at most half a minute old where somebody looks. */
export const minute = signal(Date.now());

function look(): void {
  minute.value = Date.now();
}

/** keepTime keeps minute going. */
export function keepTime(): void {
  setInterval(look, 30_000);
  document.addEventListener("visibilitychange", look); // timers of a page in the background are late
  addEventListener("hashchange", look);
}
