import type { ComponentType } from "preact";
import { Board } from "./board.js";
import { Today } from "./today.js";
import { Visit } from "./visit.js";
import { NewGoal } from "./newgoal.js";
import { Goal } from "./goal.js";
import { Citizen } from "./citizen.js";
import { Citizens } from "./citizens.js";
import { NewNote } from "./note.js";
import { DocView } from "./doc.js";
import { List } from "./list.js";
import { New } from "./new.js";
import { teamViews } from "./team/views.js";

/** views by the first part of the address; the rest of it is given to them. */
export const views: Readonly<Record<string, ComponentType<{ readonly at: readonly string[] }>>> = {
  ...teamViews,
  board: Board,
  today: Today,
  visit: Visit,
  "new-goal": NewGoal,
  goal: Goal,
  citizens: Citizens,
  citizen: Citizen,
  note: NewNote,
  doc: DocView,
  list: List,
  new: New,
};
