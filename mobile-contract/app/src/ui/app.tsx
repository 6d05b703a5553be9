import { signal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isLoaded } from "../lib/drafts.js";
import { phone, quietly, status } from "../lib/phone.js";
import { route } from "../lib/route.js";
import { person } from "../lib/session.js";
import { words } from "../lib/write.js";
import { views } from "../views/index.js";
import { Login } from "../views/login.js";
import { places } from "../views/places.js";
import { say } from "../words/index.js";
import { Alarms } from "./alarms.js";
import { Bar } from "./bar.js";
import { Begun } from "./begun.js";
import { BellOffer } from "./bell.js";
import { Page } from "./kit.js";
import { Gone } from "./gone.js";
import { Nav } from "./nav.js";
import { RingFirst } from "./ringfirst.js";
import { Toasts } from "./toasts.js";

/** start is how far the phone is: opening, nobody in, somebody in, or why it cannot. */
export const start = signal<"opening" | "in" | "out" | { readonly cause: unknown }>("opening");

export function App(): JSX.Element {
  const where = start.value;
  if (where === "opening") return <Page title={say("app")}>{say("loading")}</Page>;
  if (typeof where === "object") {
    return (
      <Page title={say("app")}>
        <p role="alert">{words(where.cause)}</p>
      </Page>
    );
  }
  return (
    <>
      <Bar />
      <Alarms />
      {person.value && <Gone />}
      {person.value && <Begun />}
      <BellOffer />
      {!person.value ? <Login /> : isLoaded.value ? <Shown /> : null}
      {person.value && <Nav />}
      <RingFirst />
      <Toasts />
    </>
  );
}

/** Shown is the view that the address names. */
function Shown(): JSX.Element {
  const [name = places(person.value)[0]?.view ?? "today", ...rest] = route.value;
  useEffect(() => {
    // Whoever is logged in is there; views say more (a visit, a meeting). Citizens are on nobody's board.
    if (status.value.actor !== "" && person.value?.kind === "staff") quietly(phone().presence("online"));
  }, [status.value.actor]);
  useEffect(() => {
    scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [route.value.join("/")]);
  const View: ComponentType<{ readonly at: readonly string[] }> | undefined = Object.hasOwn(views, name)
    ? views[name]
    : undefined;
  if (!View) return <Page title={say("notHere")}>{null}</Page>;
  return <View key={route.value.join("/")} at={rest} />;
}
