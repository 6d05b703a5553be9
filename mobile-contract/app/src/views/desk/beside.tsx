import type { Candidate, FieldRule } from "@samsyn/sdk";
import type { ComponentChildren, JSX } from "preact";
import { inWords, wroteWhen } from "../../forms/say.js";
import { inVoice, send } from "../../forms/send.js";
import { originOf, type Doc } from "../../lib/docs.js";
import { numbered } from "../../lib/agreed.js";
import { Button } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { voiceTo } from "./parts.js";

/** Said is what somebody wrote that does not stand: what it says, and whose it is. */
function Said(p: {
  readonly d: Doc;
  readonly name: string;
  readonly c: Candidate;
  readonly head: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="desk-mark">
      <b>{p.head}</b>
      <p class="desk-said">{inWords(p.d.type, p.name, p.c.v)}</p>
      <p class="desk-by">{wroteWhen(originOf(p.d, p.c.e))}</p>
      {p.children}
    </div>
  );
}

/** Beside are what others wrote at the same time, each with its author. */
export function Beside(p: {
  readonly d: Doc;
  readonly name: string;
  readonly of: readonly Candidate[] | undefined;
}): JSX.Element {
  return (
    <>
      {p.of?.map((c) => (
        <Said key={c.e} d={p.d} name={p.name} c={c} head={say("standsBeside")} />
      ))}
    </>
  );
}

/** Waiting is a proposal: what it says, whose it is, and a yes for whoever may say it. */
export function Waiting(p: {
  readonly d: Doc;
  readonly name: string;
  readonly rule: FieldRule;
  readonly c: Candidate;
}): JSX.Element {
  const { d, name, c } = p;
  const voice = p.rule.policy === "proposal" ? voiceTo(d, p.rule, "agree") : undefined;
  return (
    <Said d={d} name={name} c={c} head={p.rule.policy === "proposal" ? say("isProposal") : say("waitsDecision")}>
      {voice && (
        <Button
          onClick={async () => {
            const changes = { [name]: { agree: c.v } };
            await send(numbered({ scope: d.scope, doc: d.doc, type: d.type, ...inVoice(changes, voice) }));
          }}
        >
          {say("agreeThis")}
          {voice === "citizen" && <small>{say("saidByCitizen")}</small>}
        </Button>
      )}
    </Said>
  );
}
