import type { Edit, Verdict } from "../../src/core/index.js";
import type { Invalid } from "../../src/replica/index.js";
import type { SamsynError } from "../../src/trouble.js";

/*
 * The bridge to the days of scripts/day: lines of JSON, one each. In come commands, out go their answers and, unasked, news of a
 * phone or device. What a phone says of its state comes before the answer to the command that changed it.
 */

export interface Command {
  readonly id: number;
  readonly phone?: number;
  readonly do: string;
  /** The phone's time, milliseconds. */
  readonly now?: number;
  readonly with?: unknown;
}

/** What is said of a phone unasked. The Go end has the same, with comments. */
export interface State {
  readonly online: boolean;
  readonly line: string;
  readonly settled: boolean;
  readonly own: number;
  readonly failed: string;
  readonly waits: string;
  readonly said: number;
  readonly saidAt: number;
  readonly belled: number;
  readonly caughtUp: boolean;
  readonly scopes: Record<string, number>;
  readonly version: number;
  readonly mistaken: readonly string[];
}

export type News =
  | { readonly phone: number; readonly state: State }
  | { readonly phone: number; readonly heard: readonly { readonly verdict: Verdict; readonly lost: boolean }[] }
  | { readonly phone: number; readonly board: unknown }
  | { readonly phone: number; readonly token: number }
  | { readonly phone: number; readonly fault: string }
  | { readonly device: number; readonly carried: readonly unknown[] };

/** What became of an edit at which the app was killed. */
export interface Killed {
  readonly edit?: Edit;
  readonly kept: boolean;
}

export interface Failure {
  readonly kind: string;
  readonly code?: string;
  readonly field?: string;
  readonly text: string;
}

/** failure is by names: what a phone throws that lives in a page of its own has that page's classes. */
export function failure(e: unknown): Failure {
  if (isInvalid(e)) return { kind: "invalid", code: e.code, field: e.field, text: e.message };
  if (isTrouble(e)) return { kind: e.code === "no-network" ? "offline" : e.code, text: e.message };
  return { kind: "broken", text: why(e) };
}

const named = (e: unknown, name: string): boolean =>
  typeof e === "object" && e !== null && "name" in e && e.name === name;
const isInvalid = (e: unknown): e is Invalid => named(e, "Invalid");
export const isTrouble = (e: unknown): e is SamsynError => named(e, "SamsynError");

/** why is what an error says of where it came from. */
export const why = (e: unknown): string =>
  typeof e === "object" && e !== null && "stack" in e ? String(e.stack) : String(e);

let write: (line: string) => void = () => undefined;

/** speak says where lines go. */
export function speak(to: (line: string) => void): void {
  write = to;
}

/** sayText says a line that is JSON already. */
export const sayText = (line: string): void => {
  write(line);
};

export const say = (
  line: News | { readonly id: number; readonly result?: unknown; readonly error?: Failure },
): void => {
  write(JSON.stringify(line));
};
