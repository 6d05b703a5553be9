import { all, member, values } from "../lib/docs.js";
import { status } from "../lib/phone.js";
import { person } from "../lib/session.js";
import type { Me } from "./rights.js";

/** me is who writes here, and as what. A token says no role: then the team's list of members does. */
export function me(): Me {
  const who = person.value;
  if (!who) return { actor: "", role: "", replica: "" };
  const role = who.kind === "staff" ? who.role || roleOf(who.actor) : who.kind;
  return { actor: who.actor, role, replica: status.value.replica };
}

function roleOf(actor: string): string {
  for (const roster of all("teamRoster")) {
    for (const m of values(roster, "members")) if (member(m, "staffId") === actor) return member(m, "role");
  }
  return "";
}
