import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { say } from "../words/index.js";

// The few parts every view is made of. Targets are at least 48 pixels high, for cold hands; nothing needs hover.

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: "main" | "plain" | "danger";
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly onClick?: () => void | Promise<void>;
  readonly type?: "button" | "submit";
  readonly label?: string;
}

export function Button(p: ButtonProps): JSX.Element {
  return (
    <button
      type={p.type ?? "button"}
      class={"button " + (p.kind ?? "plain")}
      disabled={p.disabled ?? false}
      aria-pressed={p.pressed}
      aria-label={p.label}
      onClick={() => void p.onClick?.()}
    >
      {p.children}
    </button>
  );
}

/** Link is a row or button that shows another place. */
export function Link(p: {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly current?: boolean;
  /** Before the place is shown. */
  readonly onClick?: () => void;
}): JSX.Element {
  return (
    <a
      href={p.href}
      class={p.class ?? "link"}
      aria-current={p.current ? "page" : undefined}
      onClick={() => {
        p.onClick?.();
      }}
    >
      {p.children}
    </a>
  );
}

/** Card groups what belongs together, with a heading. */
export function Card(p: {
  readonly title?: string;
  readonly children: ComponentChildren;
  readonly tone?: "urgent" | "warn" | "calm";
}): JSX.Element {
  return (
    <section class={"card" + (p.tone ? " " + p.tone : "")}>
      {p.title && <h2>{p.title}</h2>}
      {p.children}
    </section>
  );
}

/** Page is a view: its title first, so that a screen reader and a tired eye find it. */
export function Page(p: {
  readonly title: string;
  readonly lead?: string;
  readonly back?: string;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}): JSX.Element {
  return (
    <main class={p.wide ? "page wide" : "page"} id="main" tabIndex={-1}>
      {p.back && (
        <a class="back" href={p.back}>
          ‹ <span class="hidden">{say("back")}</span>
        </a>
      )}
      <h1>{p.title}</h1>
      {p.lead && <p class="lead">{p.lead}</p>}
      {p.children}
    </main>
  );
}

/** Tag is a short word beside something: a state, what waits. */
export function Tag(p: {
  readonly children: ComponentChildren;
  readonly tone?: "good" | "warn" | "bad" | "calm";
}): JSX.Element {
  return <span class={"tag " + (p.tone ?? "calm")}>{p.children}</span>;
}

/** Field is a labelled control. */
export function Field(p: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly children: (id: string, describedBy?: string) => ComponentChildren;
}): JSX.Element {
  const id = useId();
  const note = p.error ?? p.hint;
  return (
    <div class={"field" + (p.error ? " wrong" : "")}>
      <label for={id}>{p.label}</label>
      {p.children(id, note ? id + "-note" : undefined)}
      {note && (
        <p id={id + "-note"} class="note">
          {note}
        </p>
      )}
    </div>
  );
}

/** Choice lets somebody pick one of a few, all visible, one tap each. */
export function Choice<T extends string>(p: {
  readonly label: string;
  readonly value: T | "";
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onPick: (value: T) => void;
}): JSX.Element {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{p.label}</legend>
      {p.options.map((o) => (
        <label key={o.value} class={o.value === p.value ? "picked" : ""}>
          <input
            type="radio"
            name={name}
            value={o.value}
            checked={o.value === p.value}
            onChange={() => {
              p.onPick(o.value);
            }}
          />
          <span>{o.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Empty says that there is nothing, in words. */
export function Empty(p: { readonly children: ComponentChildren }): JSX.Element {
  return <p class="empty">{p.children}</p>;
}
