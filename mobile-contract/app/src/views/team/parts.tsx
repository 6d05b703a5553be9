import type { ComponentChildren, JSX } from "preact";
import { locks, status } from "../../lib/phone.js";
import { staffName } from "../../lib/people.js";
import type { Place } from "../../ui/inputs.js";
import { say } from "../../words/index.js";

/** Folded is opened by a tap, when there is something else to see first. */
export function Folded(p: {
  readonly title: string;
  readonly isFolded?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  if (p.isFolded === false) return <>{p.children}</>;
  return (
    <details class="more">
      <summary>{p.title}</summary>
      {p.children}
    </details>
  );
}

/** Lacks says what is still missing before a form can be handed in. */
export function Lacks(p: { readonly all: readonly (readonly [boolean, string])[] }): JSX.Element | null {
  const missing = p.all.filter(([isMissing]) => isMissing).map(([, name]) => name.replace(/\?$/, ""));
  return missing.length === 0 ? null : (
    <p class="note">
      {say("tmLacks")} {missing.join(", ").toLowerCase()}
    </p>
  );
}

/** Writing tells who else writes there just now. It is politeness: nobody is kept from writing. */
export function Writing(p: Place): JSX.Element | null {
  const here = locks.value.get(p.scope);
  const others = (here?.unknown ? [] : (here?.locks ?? [])).filter(
    (l) => l.doc === p.doc && l.replica !== status.value.replica,
  );
  if (others.length === 0) return null;
  const names = [...new Set(others.map((l) => staffName(l.staffId)))].join(", ");
  return (
    <p class="writing" role="status">
      ✎ {names} {say("tmWritesHere")}
    </p>
  );
}
