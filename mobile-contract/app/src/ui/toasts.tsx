import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { toast } from "../lib/write.js";

/** Toasts shows what was just said: good for three seconds, bad until the next. */
export function Toasts(): JSX.Element {
  const one = toast.value;
  useEffect(() => {
    if (one?.kind !== "good") return;
    const timer = setTimeout(() => {
      if (toast.peek() === one) toast.value = undefined;
    }, 3000);
    return () => {
      clearTimeout(timer);
    };
  }, [one]);
  return (
    <div class="toasts" role="status">
      {one && <p class={"toast " + one.kind}>{one.text}</p>}
    </div>
  );
}
