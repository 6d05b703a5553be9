import type { JSX } from "preact";
import { status } from "../lib/phone.js";
import { person } from "../lib/session.js";
import { href } from "../lib/route.js";
import { say } from "../words/index.js";

/** Bar says always whether there is contact, how much waits, and what needs a choice. It is a door to the outbox. */
export function Bar(): JSX.Element {
  const s = status.value;
  const contact = s.online
    ? say("online")
    : s.line === "catchingUp" || s.line === "greeting"
      ? say("catchingUp")
      : say("offline");
  return (
    <header class={"bar " + (s.online || !person.value ? "on" : "off")}>
      <a class="bar-link" href={href("outbox")} aria-live="polite">
        <span class="dot" aria-hidden="true" />
        <span class="bar-contact">{person.value ? contact : say("app")}</span>
        {s.waiting > 0 && (
          <span class="bar-count">
            {s.waiting} {say("waiting")}
          </span>
        )}
        {s.carries > 0 && (
          <span class="bar-count">
            {s.carries} {say(s.carries === 1 ? "carriesOne" : "carries")}
          </span>
        )}
        {s.aside > 0 && (
          <span class="bar-count bad">
            {s.aside} {say("aside")}
          </span>
        )}
      </a>
      {s.lapsed && (
        <p class="bar-alert" role="alert">
          {say("lapsed")}
        </p>
      )}
    </header>
  );
}
