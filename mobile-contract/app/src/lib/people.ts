import { all, member, text, values } from "./docs.js";
import { person } from "./session.js";

/** citizens are the ids of those somebody holds anything of, with the name to show, sorted by it. */
export function citizens(): readonly { readonly id: string; readonly name: string }[] {
  return all("citizenIdentity")
    .map((d) => ({ id: d.doc, name: text(d, "displayName") || d.doc }))
    .sort((a, b) => a.name.localeCompare(b.name, "sv"));
}

/** citizenName is what a citizen is called on the screen. */
export function citizenName(id: string): string {
  const d = all("citizenIdentity", id).find((one) => one.doc === id);
  return text(d, "displayName") || id;
}

/** staffName is what a colleague is called: from the team's list of members, or else the id. */
export function staffName(id: string): string {
  if (id === person.value?.actor) return person.value.name;
  for (const roster of all("teamRoster")) {
    for (const m of values(roster, "members")) if (member(m, "staffId") === id) return member(m, "name") || id;
  }
  return id;
}

/** Member is somebody in a team. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** membersOf are a team's people. */
export function membersOf(team: string): readonly Member[] {
  const roster = all("teamRoster").find((d) => d.scope.startsWith("team/" + team + "/"));
  return values(roster, "members").map((m) => ({
    id: member(m, "staffId"),
    name: member(m, "name"),
    role: member(m, "role"),
  }));
}

/** teams are those whose meetings somebody may see. */
export function teams(): readonly { readonly id: string; readonly name: string }[] {
  return all("teamRoster").map((d) => {
    const id = d.scope.split("/")[1] ?? "";
    return { id, name: text(d, "name") || id };
  });
}
