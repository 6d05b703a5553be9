// Where the documents of a team lie. Pure: a scope's text says all of it.

/** Part is one of the three rooms of a team meeting. */
export type Part = 1 | 2 | 3;

export const allParts: readonly Part[] = [1, 2, 3];

/** teamOf is the team that a scope is of, "team/norra/…" or "citizen/c1/case-norra-2/…", or "". */
export function teamOf(scope: string): string {
  const [kind, subject = "", room = ""] = scope.split("/");
  if (kind === "team") return subject;
  return /^case-(.+)-[123]$/.exec(room)?.[1] ?? "";
}

/** partOf is the part that a scope belongs to, or 0. */
export function partOf(scope: string): Part | 0 {
  const room = scope.split("/")[2] ?? "";
  const found = /^(?:part|case-.+-)([123])$/.exec(room)?.[1];
  return allParts.find((part) => String(part) === found) ?? 0;
}

/** controllerOf is whose the scope is: its last word. */
export const controllerOf = (scope: string): string => scope.split("/").at(-1) ?? "";

/** partScope is where the notes of a part lie, and items about nobody. */
export const partScope = (meeting: string, part: Part): string =>
  `team/${teamOf(meeting)}/part${String(part)}/${controllerOf(meeting)}`;

/** caseScope is where a part speaks about a citizen. */
export const caseScope = (meeting: string, part: Part, citizen: string): string =>
  `citizen/${citizen}/case-${teamOf(meeting)}-${String(part)}/${controllerOf(meeting)}`;

/** meetingScope is where the team's meetings are called. */
export const meetingScope = (scope: string): string => `team/${teamOf(scope)}/meeting/${controllerOf(scope)}`;

/** isOf reports whether a scope is one in which a part of that team's meeting speaks. */
export const isOf = (scope: string, meeting: string, part: Part): boolean =>
  teamOf(scope) === teamOf(meeting) && partOf(scope) === part && controllerOf(scope) === controllerOf(meeting);
