import type { JSX } from "preact";
import { me } from "../forms/me.js";
import { toChoose } from "./desk/conflicts.js";
import { all } from "../lib/docs.js";
import { citizens } from "../lib/people.js";
import { href } from "../lib/route.js";
import { person } from "../lib/session.js";
import { Link, Page } from "../ui/kit.js";
import { day, say } from "../words/index.js";
import { Consents } from "./own/consents.js";
import { Goals } from "./own/goals.js";
import { Invitations } from "./own/invitations.js";
import { Plan } from "./own/plan.js";
import { Visits } from "./own/visits.js";
import "../styles/desk.css";

/** Own is the citizen's own view, and that of who speaks for one: who comes when, goals and plan in own words, invitations, consents. */
export function Own(): JSX.Element {
  const who = person.value;
  const mine = whose();
  const choices = toChoose();
  return (
    <Page title={who?.name ?? say("today")} lead={day(new Date().toISOString())}>
      {choices > 0 && (
        <Link class="button main" href={href("choices")}>
          {say("choices")} ({choices})
        </Link>
      )}
      {mine.map((one) => (
        <div key={one.id}>
          {mine.length > 1 && <h2>{one.name}</h2>}
          <Invitations citizen={one.id} isAnswered={false} />
          <Visits citizen={one.id} />
          <Invitations citizen={one.id} isAnswered />
          <Goals citizen={one.id} />
          <Plan citizen={one.id} />
          <Consents citizen={one.id} />
        </div>
      ))}
    </Page>
  );
}

/** whose it is: the citizen's own, or those somebody speaks for. */
function whose(): readonly { readonly id: string; readonly name: string }[] {
  const known = citizens();
  if (me().role !== "citizen") return known;
  const own = known.filter((one) => one.id === me().actor);
  return own.length > 0
    ? own
    : all("citizen", me().actor).length > 0 || known.length === 0
      ? [{ id: me().actor, name: "" }]
      : known;
}
