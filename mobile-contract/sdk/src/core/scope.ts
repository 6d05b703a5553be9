import type { Scope } from "./document.js";

/** The scope that holds all that decides access. */
export const directory: Scope = "tenant/directory";

const maxScopeLength = 200;
const id = /^[0-9A-Za-z_-]{1,64}$/;

/** Whether a text may name a document, item, actor or part of a scope: 1 to 64 letters, digits, "-", "_". */
export function isID(text: string): boolean {
  return id.test(text);
}

/** Whether a text is a scope: kind/id/compartment/controller, or tenant/compartment. */
export function isScope(text: string): boolean {
  const parts = text.split("/");
  return text.length <= maxScopeLength && parts.length === (parts[0] === "tenant" ? 2 : 4) && parts.every(isID);
}

/** What the parts of a scope say. */
export interface ScopeParts {
  /** citizen, representative, team, staff, unit or tenant */
  readonly kind: string;
  /** The id of the citizen, team, staff member or unit; "" for the tenant's own scopes. */
  readonly subject: string;
  /** The room inside the subject, such as health or part1. */
  readonly compartment: string;
  /** The organisation that answers for it; "" for the tenant's own. */
  readonly controller: string;
}

/** Takes a scope apart. */
export function scopeParts(scope: Scope): ScopeParts {
  const [kind = "", first = "", second = "", controller = ""] = scope.split("/");
  return kind === "tenant"
    ? { kind, subject: "", compartment: first, controller: "" }
    : { kind, subject: first, compartment: second, controller };
}

/** Where an actor's refused edits and logins are kept: nobody else reads it. */
export function ownScope(kind: string, actor: string, municipality: string): Scope {
  const subject = kind === "citizen" || kind === "representative" ? kind : "staff";
  return `${subject}/${actor}/own/${municipality}`;
}
