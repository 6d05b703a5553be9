import { computed, effect, signal } from "@preact/signals";
import { citizenOf } from "./docs.js";
import { takeName } from "./people.js";
import { scopes, status } from "./phone.js";

/** Gone is a citizen of whom nothing is on the phone any more. */
export interface Gone {
  readonly id: string;
  readonly name: string;
}

/**
 * gone are those who left the phone because the server said so while the app was open, until it is waved away (domain.md W5). Nothing of
 * it is kept, and nobody is named who was not on the screen before.
 */
export const gone = signal<readonly Gone[]>([]);

const actor = computed(() => status.value.actor);
const held = computed(() => new Set(scopes.value.map(citizenOf).filter((c) => c !== "")));
let before = { of: "", held: held.peek() };

effect(() => {
  const now = { of: actor.value, held: held.value };
  const was = before;
  before = now;
  if (now.of !== was.of) {
    gone.value = [];
    return;
  }
  const left = isSaid()
    ? [...was.held].filter((id) => !now.held.has(id)).map((id) => ({ id, name: takeName(id) }))
    : [];
  gone.value = [...gone.peek().filter((g) => !now.held.has(g.id)), ...left.filter((g) => g.name !== "")];
});

/** isSaid: what is held follows what the server says; a store that the browser emptied has lost it only. */
function isSaid(): boolean {
  const { line } = status.peek();
  return line === "catchingUp" || line === "live";
}
