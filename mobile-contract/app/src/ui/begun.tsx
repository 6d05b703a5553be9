import type { JSX } from "preact";
import { schema } from "../lib/phone.js";
import { begun, wave, type Begun as One } from "../lib/ringing.js";
import { href } from "../lib/route.js";
import { pick, say, when } from "../words/index.js";
import { Button, Link } from "./kit.js";

const views: Readonly<Record<string, string>> = { teamMeeting: "meeting", jointVisit: "joint" };
/** How long something begins. */
const nowMillis = 5 * 60_000;

/** Begun says what began, wherever one is in the app, until it is opened or waved away. */
export function Begun(): JSX.Element {
  return (
    <div role="alert">
      {begun.value.map((a) => (
        <div key={a.scope + a.doc + String(a.at)} class="card urgent alarm">
          <p>
            <b>{pick(schema.value.types[a.type]?.label)}</b>: {moment(a)}
          </p>
          {a.untold && <p>{say("dueUntold")}</p>}
          <Link
            class="button main"
            href={href(views[a.type] ?? "doc", a.scope, a.doc)}
            onClick={() => {
              wave(a);
            }}
          >
            {say("dueOpen")}
          </Link>
          <Button
            onClick={() => {
              wave(a);
            }}
          >
            {say("close")}
          </Button>
        </div>
      ))}
    </div>
  );
}

const moment = (a: One): string =>
  (Date.now() - a.at < nowMillis ? say("dueNow") : say("dueBegan")) + ", " + when(new Date(a.at).toISOString());
