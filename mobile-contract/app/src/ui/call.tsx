import type { JSX } from "preact";
import { dial } from "../lib/dial.js";
import { say } from "../words/index.js";

/** Call is how to reach somebody: a link that phones where it is a number, and else as it was written. Nothing for "". */
export function Call(p: { readonly way: string; readonly big?: boolean }): JSX.Element | null {
  const number = dial(p.way);
  if (p.way === "") return null;
  if (number === "") return <span class="call">{p.way}</span>;
  return (
    <a class={p.big ? "button main" : "call"} href={"tel:" + number}>
      {say("tmRing")} {p.way}
    </a>
  );
}
