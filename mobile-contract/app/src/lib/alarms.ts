import { effect, signal } from "@preact/signals";
import type { SamsynError } from "@samsyn/sdk";
import { lastError } from "./phone.js";

/** What is wrong with this device and somebody has to know of, until it is waved away. */
export const alarms = signal<readonly SamsynError[]>([]);

const alarming = new Set([
  "storage-lost",
  "storage-damaged",
  "storage-full",
  "storage-unavailable",
  "clock-wrong",
  "crypto-missing",
]);

effect(() => {
  const e = lastError.value;
  if (e && alarming.has(e.code)) alarms.value = [e, ...alarms.peek().filter((a) => a.code !== e.code)];
});
