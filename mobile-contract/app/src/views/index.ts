import type { ComponentType } from "preact";
import { Board } from "./board.js";
import { Today } from "./today.js";
import { Visit } from "./visit.js";

/** views by the first part of the address; the rest of it is given to them. */
export const views: Readonly<Record<string, ComponentType<{ readonly at: readonly string[] }>>> = {
  board: Board,
  today: Today,
  visit: Visit,
};
