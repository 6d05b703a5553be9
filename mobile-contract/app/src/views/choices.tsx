import type { JSX } from "preact";
import { find } from "../lib/docs.js";
import { href } from "../lib/route.js";
import { Empty, Page } from "../ui/kit.js";
import { say } from "../words/index.js";
import { Aside, useSetAside } from "./desk/aside.js";
import { Conflict } from "./desk/conflict.js";
import { conflicts, isMine, isSettled, voiceIn } from "./desk/conflicts.js";
import "../styles/desk.css";

const shownSettled = 10;

/** Choices is all that needs a person's choice: what two wrote differently, and what this person wrote that was not taken. */
export function Choices(): JSX.Element {
  const aside = useSetAside();
  const refused = aside.filter((one) => one.verdict.verdict !== "parked");
  const parked = aside.filter((one) => one.verdict.verdict === "parked");
  const all = conflicts();
  const open = all.filter((d) => !isSettled(d));
  const mine = open.filter((d) => isMine(d) && voiceIn(d) === "own");
  const hers = open.filter((d) => isMine(d) && voiceIn(d) === "citizen");
  const others = open.filter((d) => !isMine(d));
  const settled = all.filter(isSettled).slice(-shownSettled).reverse();
  const isNothing = mine.length + hers.length + refused.length + parked.length === 0;
  return (
    <Page title={say("choices")} {...(isNothing ? {} : { lead: say("choicesLead") })} back={href("more")}>
      {isNothing && <Empty>{say("choicesNone")}</Empty>}
      {refused.length > 0 && (
        <section>
          <h2>{say("setAsideTitle")}</h2>
          {refused.map((one) => (
            <Aside key={one.edit.id} of={one} />
          ))}
        </section>
      )}
      {mine.length > 0 && (
        <section>
          <h2>{say("youDecide")}</h2>
          {mine.map((d) => (
            <Conflict key={d.doc} d={d} />
          ))}
        </section>
      )}
      {hers.length > 0 && (
        <section>
          <h2>{say("citizenChooses")}</h2>
          {hers.map((d) => (
            <Conflict key={d.doc} d={d} />
          ))}
        </section>
      )}
      {parked.length > 0 && (
        <section>
          <h2>{say("setAsideWaits")}</h2>
          {parked.map((one) => (
            <Aside key={one.edit.id} of={one} />
          ))}
        </section>
      )}
      {others.length > 0 && (
        <section>
          <h2>{say("othersDecide")}</h2>
          {others.map((d) => (
            <Conflict key={d.doc} d={d} />
          ))}
        </section>
      )}
      {settled.length > 0 && (
        <details class="desk-more">
          <summary>{say("decidedEarlier")}</summary>
          {settled.map((d) => (
            <Conflict key={d.doc} d={d} />
          ))}
        </details>
      )}
    </Page>
  );
}

/** ConflictView is one of them. */
export function ConflictView({ at }: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = at;
  const d = find(scope, id);
  return (
    <Page title={d ? say("choices") : say("notHere")} back={href("choices")}>
      {d && <Conflict d={d} />}
    </Page>
  );
}
