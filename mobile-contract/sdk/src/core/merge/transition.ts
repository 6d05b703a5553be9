import type { Origin } from "../document.js";
import type { Op } from "../edit.js";
import { keys, own } from "../json.js";
import type { Machine, Transition } from "../schema.js";
import { hasSeen, isMine, mine } from "./ancestry.js";
import { text } from "./safeside.js";
import { isHumanChoice, strongestState } from "./statemachine.js";
import { type Candidates, originOf, type Step } from "./step.js";

const declined = "declinedByCitizen";

/**
 * Refuses a move that the machine does not have from the state the author saw, that the author's role may not make, or that
 * needs a reason which the edit does not give. Once somebody moved on without the author's knowing, any move to the state
 * counts, so that who came first does not decide.
 */
export function guardTransition(s: Step, set: Candidates, op: Op): string {
  const to = text(op.set);
  const machine = s.t.states;
  if (!machine?.precedence.includes(to)) return "no-transition";
  const shown = set.c[strongestState(set)];
  if (!shown) return guardFirst(s, machine, to);
  if (s.in.decides && machine.human?.some((group) => group.states.includes(to))) return "";
  if (!set.c.every((c) => hasSeen(s, originOf(set.origins, c.e)))) return guardMoveTo(s, machine, to);
  const from = text(shown.v);
  if (from === to || (isHumanChoice(set) && set.c.some((c) => c.v === to))) {
    return guardMoveTo(s, machine, to); // said again, it is judged as it would be had it come first
  }
  const code = guardReach(s, machine, from, to, mayMissOne(s, originOf(set.origins, shown.e)));
  // "Go somewhere else" would not keep anybody from driving there.
  return code === "no-transition" && from === declined ? "citizen-said-no" : code;
}

/**
 * Judges the first state that comes: an initial one, or one whose predecessor is still on its way. Who has seen the document
 * created without a state saw it where its machine begins. The server itself may start anywhere.
 */
function guardFirst(s: Step, machine: Machine, to: string): string {
  if (s.in.role === "server" || machine.initial.includes(to)) return "";
  const { created } = s.next;
  if (created === s.e.id) return "no-transition";
  const made = originOf(s.next.origins, created);
  if (created !== "" && hasSeen(s, made))
    return guardReach(s, machine, machine.initial[0] ?? "", to, mayMissOne(s, made));
  return guardMoveTo(s, machine, to);
}

/** Judges a state without knowing from where: initial, or some move to it is the author's to make. */
function guardMoveTo(s: Step, machine: Machine, to: string): string {
  if (machine.initial.includes(to)) return "";
  const tried = new Moves();
  return machine.transitions.some((move) => move.to === to && tried.take(s, move)) ? "" : tried.refuse(s);
}

/**
 * Judges the move from one state to another. By other states it may go only when an edit of the same replica may still be on
 * its way, and if the author may make every step of it.
 */
function guardReach(s: Step, machine: Machine, from: string, to: string, byOthers: boolean): string {
  const tried = new Moves();
  const reached = [from];
  for (const at of reached) {
    for (const move of machine.transitions) {
      if (!move.from.includes(at)) continue;
      if (move.to === to) {
        if (tried.take(s, move)) return "";
      } else if (mayMove(s, move.by) && !reached.includes(move.to)) {
        reached.push(move.to); // the loop goes on with it
      }
    }
    if (!byOthers) break;
  }
  return tried.refuse(s);
}

/** Remembers why none of the moves to a state would do. */
class Moves {
  #some = false;
  #missing = "";

  /** Whether the edit may make the move. */
  take(s: Step, move: Transition): boolean {
    this.#some = true;
    if (!mayMove(s, move.by)) return false;
    const missing = missingOf(s, move);
    this.#missing ||= missing;
    return !missing;
  }

  refuse(s: Step): string {
    if (this.#missing) {
      s.about = this.#missing;
      return "reason-missing";
    }
    return this.#some ? "not-allowed" : "no-transition";
  }
}

/** A field that the move needs and the edit does not set, or "". The server gives its reasons in the log. */
function missingOf(s: Step, move: Transition): string {
  if (s.in.role === "server") return "";
  const lacks = (name: string): boolean => {
    const op = own(s.e.changes, name);
    return op?.set === undefined && op?.agree === undefined && !keys(op?.add).length;
  };
  return move.needs?.find(lacks) ?? "";
}

/** Whether an edit that the same replica made after a state was set may be on its way: its chain is not all known here. */
function mayMissOne(s: Step, state: Origin): boolean {
  let after = s.e.after ?? "";
  while (after && (!isMine(s, state) || after > state.stamp)) {
    const o = mine(s, after);
    if (!o) return true;
    if (o.after >= after) return false; // nobody's chain, so no way back
    after = o.after;
  }
  return false;
}

function mayMove(s: Step, by: readonly string[] = []): boolean {
  const { role } = s.in;
  return (
    !by.length || role === "server" || by.includes(role) || (s.e.onBehalfOf === "citizen" && by.includes("citizen"))
  );
}
