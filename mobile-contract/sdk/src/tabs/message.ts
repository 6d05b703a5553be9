import { Invalid } from "../replica/index.js";
import type { Happening } from "../net/events.js";
import { SamsynError, trouble } from "../trouble.js";
import type { Question } from "./desk.js";

/** What tabs say to each other. All tabs of a browser run the same SDK or a later one; what is not understood is ignored. */
export type Message =
  /** A tab has the phone now. */
  | { readonly kind: "lead"; readonly tab: string }
  /** A tab came and asks who has it. */
  | { readonly kind: "who" }
  | {
      readonly kind: "ask";
      readonly tab: string;
      readonly id: number;
      readonly question: Question;
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: "answer";
      readonly tab: string;
      readonly id: number;
      readonly value?: unknown;
      readonly error?: Flat;
    }
  | { readonly kind: "happening"; readonly happening: Flattened };

/** Errors lose their class on the way, so they travel flat. */
type Flattened = Exclude<Happening, { kind: "error" }> | { readonly kind: "error"; readonly error: Flat };

/** Flat is an error as it travels. */
export interface Flat {
  readonly name: string;
  readonly code: string;
  readonly field: string;
  readonly duty: SamsynError["duty"];
  readonly sv: string;
  readonly en: string;
  readonly retryMillis: number | undefined;
}

export function flatten(e: unknown): Flat {
  if (e instanceof Invalid) return { ...flatten(trouble("not-answered")), name: e.name, code: e.code, field: e.field };
  const s = e instanceof SamsynError ? e : trouble("not-answered", e);
  return {
    name: s.name,
    code: s.code,
    field: "",
    duty: s.duty,
    sv: s.text.sv,
    en: s.text.en,
    retryMillis: s.retryMillis,
  };
}

export function unflatten(f: Flat): Error {
  if (f.name === "Invalid") return new Invalid(f.code as Invalid["code"], f.field); // the same SDK flattened it
  return new SamsynError(f.code, f.duty, { sv: f.sv, en: f.en }, f.retryMillis);
}

export const flat = (h: Happening): Flattened => (h.kind === "error" ? { kind: "error", error: flatten(h.error) } : h);

export function unflat(h: Flattened): Happening {
  if (h.kind !== "error") return h;
  const error = unflatten(h.error);
  return { kind: "error", error: error instanceof SamsynError ? error : trouble("not-answered", error) };
}

/** isMessage: it came from the same origin and the same SDK, so its kind is looked at, and no more. */
export function isMessage(v: unknown): v is Message {
  const kind: unknown = typeof v === "object" && v !== null ? Reflect.get(v, "kind") : undefined;
  return typeof kind === "string" && ["lead", "who", "ask", "answer", "happening"].includes(kind);
}
