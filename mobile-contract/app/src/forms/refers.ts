import type { Widget } from "./widget.js";

type Target = Extract<Widget, { kind: "person" | "citizen" | "team" | "ref" }>;

/** What ids of these names are of. Longer names count by how they end: successorGoalId is a goal. */
const documents: Readonly<Record<string, string>> = {
  activity: "planActivity",
  answer: "threadMessage",
  decision: "meetingDecision",
  disclosure: "disclosure",
  finding: "jointVisitFinding",
  goal: "goal",
  idea: "improvementIdea",
  item: "agendaItem",
  jointvisit: "jointVisit",
  meeting: "teamMeeting",
  method: "workingMethod",
  consent: "consent",
  plan: "visitPlan",
  profile: "profile",
  record: "visitRecord",
  routine: "routine",
  step: "routineStep",
  supportdecision: "supportDecision",
  test: "methodTest",
  thread: "caseThread",
  visit: "visitPlan",
  visitplan: "visitPlan",
  visitrecord: "visitRecord",
};

const people =
  /(staff|responsible|owner|nurse|chair|secretary|contributor|present|told|oncall|mustconfirm|changelead|manager|assessor|contact|actor|representative)$|^(setby|by|decidedby|matchedby|instructionby|witnessedby|supporters|mentions|participants|author|actor)$/;
const sameType = new Set(["duplicateOf", "maybeSameAs", "mergedInto", "supersedes"]);

/** refers tells what an id names, by what the field or member is called; undefined for an id of something else. */
export function refers(name: string, type: string, has: (type: string) => boolean): Target | undefined {
  if (sameType.has(name)) return { kind: "ref", type };
  const word = name.replace(/Ids?$/, "").toLowerCase();
  if (people.test(word)) return { kind: "person" };
  if (!/Ids?$/.test(name) && name !== "itemOrder") return undefined;
  if (word.endsWith("citizen")) return { kind: "citizen" };
  if (word.endsWith("team")) return { kind: "team" };
  const known = Object.keys(documents)
    .filter((one) => (name === "itemOrder" ? one === "item" : word.endsWith(one)))
    .sort((a, b) => b.length - a.length)[0];
  const to = known === undefined ? undefined : documents[known];
  return to !== undefined && has(to) ? { kind: "ref", type: to } : undefined;
}
