import type { Type } from "../core/index.js";
import { isID, isScope } from "../core/scope.js";

/**
 * scopeFits reports whether documents of the type may live in the scope, judged by its form alone: whether the author has
 * anything to do there is the server's question. A template's {…} is one id; "*" is any scope.
 */
export function scopeFits(t: Type, scope: string): boolean {
  const parts = scope.split("/");
  return t.scopes.some((template) => {
    if (template === "*") return isScope(scope);
    const wants = template.split("/");
    return wants.length === parts.length && wants.every((want, i) => partFits(want, parts[i] ?? ""));
  });
}

/** The part of case-<team>-<part>. A team's id may hold hyphens, a part never does. */
const ofCase = /^case-[\w-]{1,64}-([123])$/;

function partFits(want: string, got: string): boolean {
  if (want.startsWith("case-{team}-")) {
    const part = ofCase.exec(got)?.[1];
    return part !== undefined && (want.endsWith("-{part}") || want === "case-{team}-" + part);
  }
  if (want === "part{part}") return /^part[123]$/.test(got);
  return want.startsWith("{") ? isID(got) : want === got;
}
