import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { bell, rings, turnOff, turnOn } from "../lib/bell/bell.js";
import { route } from "../lib/route.js";
import { person } from "../lib/session.js";
import { places } from "../views/places.js";
import { say, type Word } from "../words/index.js";
import { Button, Card } from "./kit.js";
import "../styles/bell.css";

const key = "samsyn-app/bell-later";
const later = signal(localStorage.getItem(key));

/** BellOffer asks once, on the first view after login, whether the phone may tell. Whoever says not now finds it under More. */
export function BellOffer(): JSX.Element | null {
  const who = person.value;
  const [first] = places(who);
  const isFirst = route.value.length === 0 || route.value[0] === first?.view;
  if (!who || !isFirst || !rings.value || later.value === who.actor) return null;
  if (bell.value !== "off" && bell.value !== "failed") return null;
  return (
    <aside class="bell">
      <Card>
        <Asking />
        <Button
          onClick={() => {
            localStorage.setItem(key, who.actor);
            later.value = who.actor;
          }}
        >
          {say("bellLater")}
        </Button>
      </Card>
    </aside>
  );
}

/** Asking is our own question before the browser's, with the tap that the browser wants. */
function Asking(): JSX.Element {
  const [busy, setBusy] = useState(false);
  return (
    <>
      <p>{say(rings.value ? "bellAsk" : "bellAskHere")}</p>
      <p class="note">{say("bellNoNames")}</p>
      {bell.value === "failed" && <p role="alert">{say("bellFailed")}</p>}
      <Button
        kind="main"
        disabled={busy}
        onClick={() => {
          setBusy(true);
          return turnOn().finally(() => {
            setBusy(false);
          });
        }}
      >
        {say("bellYes")}
      </Button>
    </>
  );
}

/** BellSetting says under More how it is, and turns it on or off. */
export function BellSetting(): JSX.Element | null {
  const now = bell.value;
  if (now === "none") return null;
  const told: Word | undefined = now === "denied" ? "bellDenied" : now === "home" ? "bellHome" : undefined;
  return (
    <Card title={say("bellTitle")}>
      {told && <p>{say(told)}</p>}
      {(now === "off" || now === "failed") && <Asking />}
      {now === "on" && (
        <>
          <p>{say(rings.value ? "bellIsOn" : "bellIsOnHere")}</p>
          <Button onClick={turnOff}>{say("bellStop")}</Button>
        </>
      )}
    </Card>
  );
}
