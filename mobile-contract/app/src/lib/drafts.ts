import { computed, effect, signal, type Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { over } from "./over.js";
import { seal, sealed, unkeep, unseal } from "./sealed.js";
import { person } from "./session.js";

/**
 * What is typed and not yet handed in survives a reload, a crash of the tab and a logout: it is kept on this device, encrypted, and
 * shown only to the person who wrote it. Once handed in it is dropped.
 */
const whose = computed(() => (person.value ? person.value.tenant + "/" + person.value.actor : ""));
const owner = (): string => whose.value;

/** What the app itself keeps there, and nobody typed. */
const bookkeeping = new Set(["appointments", "ringing"]);

/**
 * What whoever is logged in has typed, as it was when she came, and since. It is there before any view is drawn: a form shows at once
 * where it was left, and what is typed into it lies on that.
 */
const typed = signal<{ readonly of: string; readonly all: Map<string, unknown> } | undefined>(undefined);

/** isLoaded says that forms may be drawn. */
export const isLoaded = computed(() => typed.value?.of === owner());

/** So many moments are waited for a browser that does not give what is kept; forms look again by themselves. */
const loadMoments = 30;
const momentMillis = 100;

effect(() => {
  const who = owner();
  typed.value = undefined;
  const all = new Map<string, unknown>();
  const late = moments(loadMoments);
  void Promise.race([load(who, all).catch(() => undefined), late]).then(() => {
    if (owner() === who) typed.value = { of: who, all };
  });
});

/** moments pass one after the other: a machine that stands still for a while has missed one, and not all. */
async function moments(n: number): Promise<void> {
  for (let i = 0; i < n; i++) await new Promise((done) => setTimeout(done, momentMillis));
}

async function load(who: string, into: Map<string, unknown>): Promise<void> {
  if (who === "") return;
  const ids = await sealed(who);
  await Promise.all(ids.map(async (id) => into.set(id, await unseal(who, id))));
}

/** keep saves what was typed under an id of the form's own. */
export function keep(id: string, content: unknown): Promise<void> {
  typed.peek()?.all.set(id, content);
  return seal(owner(), id, content);
}

/** kept gives what was typed there before; undefined when nothing was, or it cannot be read any more. */
export const kept = (id: string): Promise<unknown> => unseal(owner(), id);

export function drop(id: string): Promise<void> {
  typed.peek()?.all.delete(id);
  return unkeep(owner(), id);
}

/** begun are the ids of the forms with something typed by whoever is logged in. */
export async function begun(): Promise<readonly string[]> {
  return (await sealed(owner())).filter((id) => !bookkeeping.has(id));
}

/** Typed is a form's content as it is typed. */
export interface Typed<T> {
  readonly value: Signal<T>;
  /** change keeps what is typed now. */
  readonly change: (next: Partial<T>) => void;
  /** done forgets it: it was handed in, or thrown away. */
  readonly done: () => Promise<void>;
}

/** Join lays what was typed since over what was kept. */
type Join<T> = (old: T, touched: Partial<T>) => T;

/** useTyped is a form's content, from where it was left: also where another tab left it. What is typed here lies on that. */
export function useTyped<T extends object>(id: string, initial: T, join: Join<T> = over): Typed<T> {
  const form = useMemo(() => begin(id, initial, join), [id]);
  const { value } = form;
  return {
    value,
    change(next) {
      form.touched = { ...form.touched, ...next };
      value.value = { ...value.peek(), ...next };
      void keep(id, value.peek());
    },
    async done() {
      form.isDone = true;
      value.value = initial;
      await drop(id);
    },
  };
}

interface Begun<T> {
  readonly value: Signal<T>;
  /** What was typed in this form, and not before. */
  touched: Partial<T>;
  isDone: boolean;
}

/** begin shows what is in memory, and looks at once what is kept: what comes late takes nothing of what was typed meanwhile. */
function begin<T extends object>(id: string, initial: T, join: Join<T>): Begun<T> {
  const first = from(initial, typed.peek()?.all.get(id));
  const form: Begun<T> = { value: signal(first), touched: {}, isDone: false };
  void kept(id).then((old) => {
    const was = from(initial, old);
    if (form.isDone || isSame(was, first)) return;
    if (Object.keys(form.touched).length === 0) {
      form.value.value = was;
    } else if (old !== undefined) {
      form.value.value = join(was, form.touched);
      void keep(id, form.value.peek());
    }
  });
  return form;
}

const from = <T extends object>(initial: T, old: unknown): T =>
  typeof old === "object" && old !== null ? { ...initial, ...(old as Partial<T>) } : initial;

const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
