import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { asked, type Asked } from "../lib/ringfirst.js";
import { Ring } from "../views/team/ring.js";
import "../styles/team.css";

/** RingFirst lies over any form in which something urgent about medicines is written, until a nurse was rung. */
export function RingFirst(): JSX.Element | null {
  return asked.value ? <Over of={asked.value} /> : null;
}

function Over(p: { readonly of: Asked }): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog
      class="ring-over"
      ref={box}
      onCancel={() => {
        p.of.answer(undefined);
      }}
    >
      <Ring
        citizen={p.of.citizen}
        onRung={p.of.answer}
        onBack={() => {
          p.of.answer(undefined);
        }}
      />
    </dialog>
  );
}
