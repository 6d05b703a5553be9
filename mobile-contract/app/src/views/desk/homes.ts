import { scopesOf } from "../../lib/docs.js";
import { citizenName, teams } from "../../lib/people.js";
import { schema } from "../../lib/phone.js";
import { language } from "../../words/index.js";
import { placeLabel } from "../../words/schema.js";

/** homesOf are the scopes held in which a new document of a type may live, of a citizen or a team when one is named. */
export function homesOf(type: string, of = ""): readonly string[] {
  return scopesOf(type).filter((scope) => of === "" || scope.split("/")[1] === of);
}

/** homeLabel is whose a scope is and which room: "Gunvor Ekdahl: Ärende i del 2". */
export function homeLabel(scope: string, isWithName: boolean): string {
  const [kind = "", subject = ""] = scope.split("/");
  const room = placeLabel(schema.value, scope, language.value);
  const team = teams().find((t) => subject === t.id || scope.includes("/case-" + t.id + "-"));
  const name = kind === "citizen" ? citizenName(subject) : kind === "team" ? (team?.name ?? "") : "";
  const of = isWithName && name !== "" ? name + ": " + room : room;
  return kind === "citizen" && team && teams().length > 1 ? of + ", " + team.name : of;
}
