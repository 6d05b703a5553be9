import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import {
  open,
  type Board,
  type Locks,
  type Samsyn,
  type SamsynError,
  type Schema,
  type Shown,
  type Status,
  type Streams,
} from "@samsyn/sdk";

/**
 * The one phone of this tab, as signals: whatever a view reads from here is drawn again when it changes. Scopes are watched from the
 * first time somebody asks for them until the login ends.
 */
export const nobody: Status = {
  actor: "",
  replica: "",
  line: "idle",
  online: false,
  waiting: 0,
  carries: 0,
  aside: 0,
  lapsed: false,
  scopes: [],
  partial: [],
};

export const status = signal<Status>(nobody);
export const schema = signal<Schema>({ types: {} });
export const lastError = signal<SamsynError | undefined>(undefined);
/** The newest verdicts of this session, newest first. */
export const verdicts = signal<readonly (Streams["verdict"] & { readonly at: number })[]>([]);
export const boards = signal<ReadonlyMap<string, Board>>(new Map());
export const locks = signal<ReadonlyMap<string, Locks>>(new Map());

const keptVerdicts = 200;
const watched = new Map<string, { readonly all: Signal<readonly Shown[]>; end: () => void }>();
const none: ReadonlySignal<readonly Shown[]> = signal([]);
let samsyn: Samsyn | undefined;

/** phone is the SDK's door; it throws before begin. */
export function phone(): Samsyn {
  if (!samsyn) throw new Error("the phone is not open");
  return samsyn;
}

/** begin opens the phone of this tab, once. */
export async function begin(url: string, types: Schema, device: string): Promise<Samsyn> {
  schema.value = types;
  samsyn = await open({ url, schema: types, device });
  samsyn.on("status", (s) => {
    if (s.actor !== status.peek().actor) forget();
    status.value = s;
  });
  samsyn.on("error", (e) => {
    lastError.value = e;
  });
  samsyn.on("verdict", (v) => {
    verdicts.value = [{ ...v, at: Date.now() }, ...verdicts.value.slice(0, keptVerdicts - 1)];
  });
  samsyn.on("board", (b) => {
    boards.value = new Map(boards.value).set(b.team, b);
  });
  samsyn.on("locks", (l) => {
    locks.value = new Map(locks.value).set(l.scope, l);
  });
  status.value = await samsyn.status();
  document.addEventListener("visibilitychange", () => {
    // whoever takes the phone up, out of the tunnel, does not sit out the wait that it drew in there
    if (document.visibilityState === "visible") quietly(phone().nudge());
  });
  effect(() => {
    for (const scope of watched.keys()) if (!isHeld(scope)) unwatch(scope);
  });
  return samsyn;
}

/** quietly is for what nobody waits for, and what ends with the login. */
export const quietly = (done: Promise<unknown>): void => void done.catch(() => undefined);

/** held gives all documents of a scope as a screen shows them; nothing for a scope that is not held. */
export function held(scope: string): ReadonlySignal<readonly Shown[]> {
  if (!isHeld(scope)) return none;
  let one = watched.get(scope);
  if (!one) {
    const all = signal<readonly Shown[]>([]);
    one = { all, end: () => undefined };
    watched.set(scope, one);
    one.end = phone().watchAll(scope, (list) => {
      arrive(all, list);
    });
  }
  return one.all;
}

let arrived = new Map<Signal<readonly Shown[]>, readonly Shown[]>();

/** arrive shows what has come at once, so that two hundred scopes that are opened together are drawn together. */
function arrive(all: Signal<readonly Shown[]>, list: readonly Shown[]): void {
  if (arrived.size === 0) queueMicrotask(show);
  arrived.set(all, list);
}

function show(): void {
  const now = arrived;
  arrived = new Map();
  batch(() => {
    for (const [all, list] of now) all.value = unlessSame(all.peek(), list);
  });
}

/** unlessSame is the old list when the new one has the same in it: then nothing is drawn again. */
export const unlessSame = <T>(old: readonly T[], now: readonly T[]): readonly T[] =>
  old.length === now.length && old.every((one, i) => one === now[i]) ? old : now;

let granted: readonly string[] = [];

/** scopes are what the login may hold now. A status that says anything else leaves them as they are. */
export const scopes = computed(() => (granted = unlessSame(granted, status.value.scopes)));
const grants = computed(() => new Set(scopes.value));

/** isHeld reports whether the login may hold a scope now. */
export function isHeld(scope: string): boolean {
  return grants.value.has(scope);
}

function unwatch(scope: string): void {
  const one = watched.get(scope);
  if (!one) return;
  one.end();
  arrived.delete(one.all);
  watched.delete(scope);
}

function forget(): void {
  for (const scope of [...watched.keys()]) unwatch(scope);
  granted = [];
  verdicts.value = [];
  boards.value = new Map();
  locks.value = new Map();
}
