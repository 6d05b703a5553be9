import type { JSX } from "preact";
import { citizenOf, find, inScope, text, type Doc } from "../../lib/docs.js";
import { staffName } from "../../lib/people.js";
import { href } from "../../lib/route.js";
import { beenOf, isRefuted, saidOf, type Been, type Said } from "../../lib/visits.js";
import { Card, Link, Tag } from "../../ui/kit.js";
import { clock, say, shortly } from "../../words/index.js";
import { authorName, named } from "./data.js";

// What became of a visit, for everybody who may see its plan: who was there and when, what was thought meanwhile, and on what ground.

/** whoWhen is who was there from when to when, and when word of it came, if that was late. */
export function whoWhen(b: Been): string {
  const span = b.left === "" ? clock(b.arrived) : clock(b.arrived) + "–" + clock(b.left);
  return staffName(b.staff) + " " + span + (b.cameIn === "" ? "" : ", " + say("cameIn") + " " + clock(b.cameIn));
}

/** outcomeOf is how a visit went, with who and when. */
export const outcomeOf = (b: Been): string => named("visitDay", "facts.outcome", b.outcome) + " (" + whoWhen(b) + ")";

/** Became is what is said of a visit besides what its records say; nothing where all went as it should. */
export function Became(p: { readonly of: Doc }): JSX.Element | null {
  const { of: plan } = p;
  const [been, said] = [beenOf(plan), saidOf(plan)];
  const replaced = find(plan.scope, text(plan, "replacesPlanId"));
  const isUsual = said.length === 0 && !replaced && been.every((b) => b.cameIn === "") && !isUnread(plan, been);
  if (isUsual) return null;
  return (
    <Card title={say("becameTitle")}>
      {replaced && <Instead of={replaced} />}
      <ul class="plain">
        {been.map((b) => (
          <li key={b.staff + b.arrived} class="big">
            {outcomeOf(b)}
          </li>
        ))}
        {said.map((s) => (
          <Judged key={s.id} of={plan} said={s} />
        ))}
      </ul>
    </Card>
  );
}

/** isUnread: somebody was there, and who looks at this may not read what she wrote. */
const isUnread = (plan: Doc, been: readonly Been[]): boolean =>
  been.length > 0 && inScope(plan.scope.replace("/visits/", "/social/"), "visitRecord").length === 0;

/** Instead is the visit that this one replaces, and whether whoever was to make it has been there after all. */
function Instead(p: { readonly of: Doc }): JSX.Element {
  const { of: d } = p;
  return (
    <>
      <Link class="row" href={href("visit", d.scope, d.doc)}>
        {say("insteadOf")} {clock(text(d, "start"))}–{clock(text(d, "end"))}
      </Link>
      {beenOf(d).map((b) => (
        <p key={b.staff + b.arrived} class="visit-alert">
          <span aria-hidden="true">⚠ </span>
          {say("hasBeenThere")}: {outcomeOf(b)}
        </p>
      ))}
    </>
  );
}

/** Judged is what somebody thought of the visit, and on what ground; it stays when it turns out to be wrong. */
export function Judged(p: { readonly of: Doc; readonly said: Said }): JSX.Element {
  const { said: s } = p;
  const by = s.by === "server" || s.by === "" ? say("app") : authorName(s.by);
  const instead = find(p.of.scope, s.instead);
  const isMissed = s.kind === "suspectedMissed" || s.kind === "confirmedMissed";
  return (
    <li>
      {shortly(s.at)} {named("visitAssertion", "kind", s.kind)}
      {s.basis !== "" && <> · {named("visitAssertion", "basis", s.basis)}</>} · {by}{" "}
      {isMissed && isRefuted(p.of) && <Tag tone="good">{say("refuted")}</Tag>}
      {instead && citizenOf(instead.scope) !== "" && (
        <Link class="row" href={href("visit", instead.scope, instead.doc)}>
          {clock(text(instead, "start"))}–{clock(text(instead, "end"))}
        </Link>
      )}
    </li>
  );
}
