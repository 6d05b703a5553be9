import type { Json, Schema, Shown, ValueSchema } from "@samsyn/sdk";

// Searching in what is held. Pure, and fast enough for some thousand documents at each letter: a document is read once.

/** Hit is a document in which all words were found. */
export interface Hit<D> {
  readonly of: D;
  /** What was found, with a little around it. */
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** Written is what is searched of a document. */
export type Written = Pick<Shown, "type" | "view">;

/** Documents that tell of others, not of what people wrote. */
const silent = new Set(["visitPlan", "visitDay", "visitAssertion", "careAssignment", "conflict", "notice", "reaching"]);

/** textsOf are the texts that people wrote in a document, in the order of its fields. */
export function textsOf(schema: Schema, d: Written): readonly string[] {
  const type = Object.hasOwn(schema.types, d.type) ? schema.types[d.type] : undefined;
  if (!type || silent.has(d.type) || d.view.voided) return [];
  const out: string[] = [];
  for (const [name, reading] of Object.entries(d.view.fields)) {
    const form = type.fields[name]?.schema;
    if (!form || name === "linkedFrom") continue; // where it came from, in code
    gather(form, reading.value, out);
    for (const i of reading.items ?? []) gather(form, i.value, out);
    for (const c of reading.waiting ?? []) gather(form, c.v, out);
  }
  return out;
}

function gather(form: ValueSchema, v: Json | undefined, out: string[]): void {
  if (typeof v === "string") {
    if (isFree(form) && v !== "") out.push(v);
  } else if (Array.isArray(v)) {
    for (const one of v as readonly Json[]) gather(form.items ?? {}, one, out);
  } else if (typeof v === "object" && v !== null) {
    for (const [name, one] of Object.entries(v)) gather(form.properties?.[name] ?? {}, one, out);
  }
}

/** isFree: people write there as they like. Ids, times and codes have no such length. */
const isFree = (form: ValueSchema): boolean => form.type === "string" && (form.maxLength ?? 0) >= 100;

/** Index remembers what was read of a document for as long as that looks the same. */
export class Index {
  private readonly read = new WeakMap<object, { readonly texts: readonly string[]; readonly low: string }>();

  constructor(private readonly schema: Schema) {}

  /** find looks for a document in which, or in whose title, all words are; undefined when one is missing. */
  find<D extends Written>(d: D, title: string, words: readonly string[]): Hit<D> | undefined {
    const { texts, low } = this.of(d);
    if (texts.length === 0) return undefined;
    const name = title.toLocaleLowerCase("sv");
    if (!words.every((w) => low.includes(w) || name.includes(w))) return undefined;
    const word = words.find((w) => low.includes(w));
    return word === undefined ? undefined : around(d, texts, word);
  }

  private of(d: Written): { readonly texts: readonly string[]; readonly low: string } {
    const known = this.read.get(d.view);
    if (known) return known;
    const texts = textsOf(this.schema, d);
    const made = { texts, low: texts.join("\n").toLocaleLowerCase("sv") };
    this.read.set(d.view, made);
    return made;
  }
}

const before = 30;
const after = 60;

function around<D>(of: D, texts: readonly string[], word: string): Hit<D> | undefined {
  for (const t of texts) {
    const at = t.toLocaleLowerCase("sv").indexOf(word);
    if (at < 0) continue;
    const [from, to] = [Math.max(0, at - before), at + word.length + after];
    return {
      of,
      before: (from > 0 ? "…" : "") + t.slice(from, at),
      match: t.slice(at, at + word.length),
      after: t.slice(at + word.length, to) + (to < t.length ? "…" : ""),
    };
  }
  return undefined;
}

/** wordsOf are the words somebody looks for; too few letters look for nothing. */
export const wordsOf = (text: string): readonly string[] =>
  text.trim().length < 2 ? [] : text.trim().toLocaleLowerCase("sv").split(/\s+/);
