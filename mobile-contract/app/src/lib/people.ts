import { computed } from "@preact/signals";
import type { Json } from "@samsyn/sdk";
import { all, member, text, values } from "./docs.js";
import { status } from "./phone.js";
import { person } from "./session.js";

/** citizens are the ids of those somebody holds anything of, with the name to show, sorted by it. */
export function citizens(): readonly { readonly id: string; readonly name: string }[] {
  return all("citizenIdentity")
    .map((d) => ({ id: d.doc, name: show(d.doc, text(d, "displayName")) }))
    .sort((a, b) => a.name.localeCompare(b.name, "sv"));
}

const shown = new Map<string, string>();
computed(() => status.value.actor).subscribe(() => {
  shown.clear(); // it is somebody else's phone
});

function show(id: string, name: string): string {
  if (name !== "") shown.set(id, name);
  return name || id;
}

/** citizenName is what a citizen is called on the screen. */
export function citizenName(id: string): string {
  const d = all("citizenIdentity", id).find((one) => one.doc === id);
  return show(id, text(d, "displayName"));
}

/** takeName gives what a citizen was called when last on this screen, and forgets it; "" for who was not. */
export function takeName(id: string): string {
  const name = shown.get(id) ?? "";
  shown.delete(id);
  return name;
}

/** staffName is what a colleague is called: from the team's list of members, or else the id. */
export function staffName(id: string): string {
  if (id === person.value?.actor) return person.value.name;
  for (const roster of all("teamRoster")) {
    for (const m of values(roster, "members")) if (member(m, "staffId") === id) return member(m, "name") || id;
  }
  return id;
}

/** reachOf is how a colleague is reached, as they say it; "" where nothing is said. */
export function reachOf(id: string): string {
  for (const roster of all("teamRoster")) {
    for (const one of values(roster, "reach")) if (member(one, "staffId") === id) return member(one, "reachMe");
  }
  return "";
}

/** cardOf is what a colleague says of their part in the team; undefined of who says nothing. */
export function cardOf(id: string): Json | undefined {
  return all("teamRoster")
    .flatMap((roster) => values(roster, "cards"))
    .find((one) => member(one, "staffId") === id);
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
