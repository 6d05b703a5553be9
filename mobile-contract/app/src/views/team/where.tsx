import type { JSX } from "preact";
import { member } from "../../lib/docs.js";
import { cardOf, reachOf } from "../../lib/people.js";
import { boards, phone, schema } from "../../lib/phone.js";
import { person } from "../../lib/session.js";
import { Call } from "../../ui/call.js";
import { Button, Card } from "../../ui/kit.js";
import { clock, language, say } from "../../words/index.js";
import { word } from "../../words/schema.js";
import { Fact } from "../care/parts.js";
import { seats, type Seat } from "./meeting.js";
import { me } from "./rights.js";
import { fieldName, roleName } from "./show.js";

const whereabouts = ["online", "atVisit", "travelling", "inMeeting", "offDuty"] as const;
const signs: Readonly<Record<string, string>> = {
  online: "●",
  atVisit: "⌂",
  travelling: "→",
  inMeeting: "◎",
  offDuty: "○",
};

/** Where is who is where, as far as they say it themselves; it is never known by place. */
export function Where(p: { readonly team: string; readonly scope: string }): JSX.Element {
  const board = boards.value.get(p.team);
  const of = (id: string): { state: string; since: number } | undefined => {
    const entry = board?.unknown ? undefined : board?.entries?.find((e) => e.staffId === id);
    return entry && { state: entry.state, since: entry.offlineSince ?? 0 };
  };
  const mine = of(me());
  return (
    <Card title={say("tmWhoIsWhere")}>
      <ul class="people">
        {seats(p.scope).map((s) => {
          const is = of(s.id);
          const isKnown = is !== undefined && is.since === 0 && (whereabouts as readonly string[]).includes(is.state);
          return (
            <li key={s.id}>
              <Person of={s} />
              <span class={"where " + (isKnown ? is.state : "unknown")}>
                <span aria-hidden="true">{isKnown ? signs[is.state] : "?"}</span>{" "}
                {isKnown ? word(schema.value, "presence", is.state, language.value) : say("tmUnknownWhere")}
                {is && is.since > 0 && (
                  <small>
                    {" "}
                    {say("tmNoContactSince")} {clock(new Date(is.since).toISOString())}
                  </small>
                )}
              </span>
              {s.id !== me() && <Call way={reachOf(s.id)} />}
            </li>
          );
        })}
      </ul>
      {person.value?.kind === "staff" && (
        <details class="more">
          <summary>{say("tmSayWhere")}</summary>
          {whereabouts.map((state) => (
            <Button key={state} pressed={mine?.state === state} onClick={() => phone().presence(state)}>
              {word(schema.value, "presence", state, language.value)}
            </Button>
          ))}
        </details>
      )}
    </Card>
  );
}

const texts = ["myMission", "iDecide", "askMeAbout", "notMyRole"] as const;

/** Person is a colleague by name and role; a tap shows what they say of their part in the team, where they do. */
function Person(p: { readonly of: Seat }): JSX.Element {
  const card = cardOf(p.of.id);
  const who = (
    <span>
      <b>{p.of.name}</b> <small>{roleName(p.of.role)}</small>
    </span>
  );
  if (card === undefined) return who;
  return (
    <details class="rolecard">
      <summary>{who}</summary>
      <dl>
        {texts.map((name) => (
          <Fact key={name} name={fieldName("roleCard", name)}>
            {member(card, name)}
          </Fact>
        ))}
      </dl>
    </details>
  );
}
