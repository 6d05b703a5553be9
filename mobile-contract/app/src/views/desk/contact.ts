import { effect, signal } from "@preact/signals";
import { status } from "../../lib/phone.js";

/** since is when the contact came or went, as far as this tab has seen; milliseconds. */
export const since = signal(Date.now());

let was: boolean | undefined;
effect(() => {
  const { online } = status.value;
  if (was !== undefined && was !== online) since.value = Date.now();
  was = online;
});
