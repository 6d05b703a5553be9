import type { JSX } from "preact";
import { href, route } from "../lib/route.js";
import { person } from "../lib/session.js";
import { say } from "../words/index.js";
import { places } from "../views/places.js";
import { Link } from "./kit.js";

/** Nav is the few places a thumb reaches; on a wide screen it stands at the side. */
export function Nav(): JSX.Element {
  const all = places(person.value);
  const at = route.value[0] ?? all[0]?.view;
  return (
    <nav class="nav" aria-label={say("app")}>
      {all.map((p) => (
        <Link key={p.view} href={href(p.view)} class="nav-link" current={at === p.view}>
          <span class="nav-icon" aria-hidden="true">
            {p.icon}
          </span>
          <span>{say(p.word)}</span>
          {p.count && p.count() > 0 && <span class="nav-count">{p.count()}</span>}
        </Link>
      ))}
    </nav>
  );
}
