import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { me } from "../../forms/me.js";
import { isNamedIn, movesOf, type Move } from "../../forms/rights.js";
import { send } from "../../forms/send.js";
import { text, type Doc } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";
import { Button } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { moved, MoveForm, moveLabel } from "./moveform.js";

/** Moves are the steps that somebody may take from here, each a button; with isNamed only those that are this role's in particular. */
export function Moves(p: { readonly d: Doc; readonly isNamed?: boolean }): JSX.Element | null {
  const { d } = p;
  const [chosen, setChosen] = useState<Move | undefined>();
  const t = schema.value.types[d.type];
  if (!t || d.view.voided !== "") return null;
  const { role } = me();
  const moves = movesOf(t, text(d, "state"), me(), d.scope).filter((m) => !p.isNamed || isNamedIn(t, m.to, role));
  if (moves.length === 0) return null;
  if (chosen) {
    return (
      <MoveForm
        d={d}
        move={chosen}
        onClose={() => {
          setChosen(undefined);
        }}
      />
    );
  }
  return (
    <section class="desk-moves">
      <h2>{say(role === "citizen" ? "changedMind" : "nextSteps")}</h2>
      {moves.map((move) => (
        <Button
          key={move.to}
          onClick={async () => {
            if (move.needs.length > 0 || move.voice === "citizen" || isLast(d, move)) setChosen(move);
            else await send(moved(d, move, {}));
          }}
        >
          {moveLabel(d, move.to)}
          {move.voice === "citizen" && <small>{say("saidByCitizen")}</small>}
        </Button>
      ))}
    </section>
  );
}

/** isLast: there is no step from there, so one tap is not enough. */
function isLast(d: Doc, move: Move): boolean {
  const machine = schema.value.types[d.type]?.states;
  return machine?.transitions.some((one) => one.from.includes(move.to)) !== true;
}
