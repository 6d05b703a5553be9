import type { JSX } from "preact";
import { label } from "@samsyn/sdk/advise";
import { all, text } from "../../lib/docs.js";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../ui/kit.js";
import { pick, say } from "../../words/index.js";
import { seats } from "./meeting.js";

export interface Nurse {
  readonly name: string;
  readonly reach: string;
}

/** nurses are those of the citizen's team, with how to reach them where this phone knows it. */
export function nurses(citizen: string): readonly Nurse[] {
  const card = all("citizen", citizen)[0];
  const first = text(card, "responsibleNurseId");
  const directory = all("staffMember");
  const found = new Map<string, Nurse & { readonly id: string }>();
  for (const roster of all("teamRoster")) {
    for (const s of seats(roster.scope).filter((one) => one.role === "nurse")) {
      const known = directory.find((d) => d.doc === s.id);
      found.set(s.id, { id: s.id, name: s.name, reach: text(known, "reachMe") });
    }
  }
  return [...found.values()].sort((a, b) => Number(b.id === first) - Number(a.id === first));
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
          <li key={n.name}>
            <b>{n.name}</b>
            {n.reach !== "" && (
              <a class="button main" href={"tel:" + n.reach.replace(/[^+\d]/g, "")}>
                {say("tmRing")} {n.reach}
              </a>
            )}
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
