import { status } from "../lib/phone.js";
import type { Person } from "../lib/session.js";
import type { Word } from "../words/index.js";
import { toChoose } from "./desk/conflicts.js";
import { unread } from "./desk/inbox.js";

/** Place is a view that the navigation leads to. */
export interface Place {
  readonly view: string;
  readonly word: Word;
  readonly icon: string;
  /** How many things there wait for the person. */
  readonly count?: () => number;
}

const leading = new Set(["coordinator", "unitManager"]);

/** places are what somebody's day is made of: staff, coordinators and citizens see different ones. */
export function places(who: Person | undefined): readonly Place[] {
  const more: Place = { view: "more", word: "more", icon: "≡", count: () => status.value.aside + toChoose() };
  if (!who) return [];
  if (who.kind !== "staff") return [{ view: "today", word: "today", icon: "☀" }, more];
  const citizens: Place = { view: "citizens", word: "citizens", icon: "♥" };
  const team: Place = { view: "team", word: "team", icon: "◎" };
  const notices: Place = { view: "notices", word: "notices", icon: "♪", count: unread };
  if (leading.has(who.role)) return [{ view: "board", word: "board", icon: "▦" }, citizens, team, notices, more];
  return [{ view: "today", word: "today", icon: "☀" }, citizens, team, notices, more];
}
