import { signal } from "@preact/signals";

/** minute is the time by which the board judges what is late; it moves every half minute, while a board is open. */
export const minute = signal(Date.now());

/** tick keeps minute going. It gives what ends that. */
export function tick(): () => void {
  minute.value = Date.now();
  const timer = setInterval(() => {
    minute.value = Date.now();
  }, 30_000);
  return () => {
    clearInterval(timer);
  };
}
