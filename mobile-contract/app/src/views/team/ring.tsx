import type { JSX } from "preact";
import { label } from "@samsyn/sdk/advise";
import { all, text } from "../../lib/docs.js";
import { reachOf } from "../../lib/people.js";
import { useEffect, useRef } from "preact/hooks";
import { Call } from "../../ui/call.js";
import { Button } from "../../ui/kit.js";
import { pick, say } from "../../words/index.js";
import { seats } from "./meeting.js";

export interface Nurse {
  readonly id: string;
  readonly name: string;
  readonly reach: string;
}

/** nurses are those of the person's teams: the citizen's own first, then those whom this phone can call. */
export function nurses(citizen: string): readonly Nurse[] {
  const own = text(all("citizen", citizen)[0], "responsibleNurseId");
  const found = new Map<string, Nurse>();
  for (const roster of all("teamRoster")) {
    for (const s of seats(roster.scope).filter((one) => one.role === "nurse"))
      found.set(s.id, { id: s.id, name: s.name, reach: reachOf(s.id) });
  }
  const rank = (n: Nurse): number => (n.id === own ? 0 : n.reach === "" ? 2 : 1);
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** Ring fills the screen until somebody has tried to phone: what is urgent does not wait for a phone without network. */
export function Ring(p: {
  readonly citizen: string;
  readonly onRung: (didAnswer: boolean) => void;
  readonly onBack: () => void;
}): JSX.Element {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    head.current?.focus();
  }, []);
  return (
    <section class="ring" role="alertdialog" aria-labelledby="ring-now" aria-modal="true">
      <h1 id="ring-now" tabIndex={-1} ref={head}>
        {pick(label("call-nurse-now"))}
      </h1>
      <ul class="ring-list">
        {nurses(p.citizen).map((n) => (
          <li key={n.id}>
            <b>{n.name}</b>
            <Call way={n.reach} big />
          </li>
        ))}
      </ul>
      {!nurses(p.citizen).some((n) => n.reach !== "") && <p>{say("tmNumberNotHere")}</p>}
      <Button
        kind="main"
        onClick={() => {
          p.onRung(true);
        }}
      >
        {say("tmIHaveRung")}
      </Button>
      <Button
        onClick={() => {
          p.onRung(false);
        }}
      >
        {say("tmNobodyAnswers")}
      </Button>
      <Button onClick={p.onBack}>{say("tmNotUrgentAfterAll")}</Button>
    </section>
  );
}
