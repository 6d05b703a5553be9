import type { ComponentType } from "preact";
import { Board } from "./board.js";
import { Today } from "./today.js";
import { Visit } from "./visit.js";
import { Search } from "./search.js";
import { NewGoal } from "./newgoal.js";
import { Goal } from "./goal.js";
import { Citizen } from "./citizen.js";
import { Citizens } from "./citizens.js";
import { NewNote } from "./note.js";
import { deskViews } from "./desk/views.js";
import { teamViews } from "./team/views.js";

/** views by the first part of the address; the rest of it is given to them. */
export const views: Readonly<Record<string, ComponentType<{ readonly at: readonly string[] }>>> = {
  ...teamViews,
  ...deskViews,
  board: Board,
  today: Today,
  visit: Visit,
  search: Search,
  "new-goal": NewGoal,
  goal: Goal,
  citizens: Citizens,
  citizen: Citizen,
  note: NewNote,
};
