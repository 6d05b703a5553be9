import type { Base } from "@samsyn/sdk";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useTyped } from "../lib/drafts.js";
import { locks, phone, quietly } from "../lib/phone.js";
import { person } from "../lib/session.js";
import { nameOf } from "./say.js";
import type { Typed } from "./typed.js";

interface Kept {
  readonly fields: Readonly<Record<string, Typed>>;
  readonly before: Readonly<Record<string, Typed>>;
  /** What the person had seen when she began to write. */
  readonly seen: Base | null;
}

/** Form is what is typed in one form, from where it was left. */
export interface Form extends Kept {
  readonly type: (field: string, typed: Typed) => void;
  /** done forgets it: it was handed in, or thrown away. */
  readonly done: () => Promise<void>;
}

/** useForm keeps what is typed about a document; before is how the fields stood. doc "" is one that is not there yet. */
export function useForm(id: string, before: Kept["before"], scope = "", doc = ""): Form {
  const [initial] = useState<Kept>({ fields: {}, before, seen: null });
  const typed = useTyped<Kept>(id, initial, joined);
  const seen = useMemo(() => lookedAt(scope, doc), [scope, doc]);
  const kept = typed.value.value;
  return {
    ...kept,
    type(field, next) {
      typed.change({
        fields: { ...typed.value.peek().fields, [field]: next },
        before: kept.before,
        seen: kept.seen ?? seen.base,
      });
      if (typed.value.peek().seen === null)
        void seen.asked.then((base) => {
          const now = typed.value.peek();
          if (base && now.seen === null && now !== initial) typed.change({ seen: base });
        });
    },
    done: () => typed.done(),
  };
}

/** joined: what had been seen when the draft was begun stays what was seen. */
const joined = (old: Kept, now: Partial<Kept>): Kept => ({
  fields: { ...old.fields, ...now.fields },
  before: { ...now.before, ...old.before },
  seen: old.seen ?? now.seen ?? null,
});

interface Seen {
  base: Base | null;
  readonly asked: Promise<Base | null>;
}

/** lookedAt asks at once what is seen of a document; who logs out meanwhile has seen nothing. */
function lookedAt(scope: string, doc: string): Seen {
  const asked =
    doc === ""
      ? Promise.resolve(null)
      : phone()
          .base(scope, doc)
          .catch(() => null);
  const seen: Seen = { base: null, asked };
  void asked.then((base) => (seen.base = base));
  return seen;
}

const lockMillis = 15_000;

/** useLock says that somebody writes here, while the form is open, and tells who else does. */
export function useLock(scope: string, doc: string, me: string): string {
  const isStaff = person.value?.kind === "staff"; // nobody else is told who writes where
  useEffect(() => {
    if (!isStaff) return;
    const say = (): void => {
      quietly(phone().lock(scope, doc));
    };
    say();
    const timer = setInterval(say, lockMillis);
    return () => {
      clearInterval(timer);
      quietly(phone().unlock(scope, doc));
    };
  }, [scope, doc, isStaff]);
  return writerOf(scope, doc, me);
}

/** writerOf is who else writes in a document now, by name, or "". */
export function writerOf(scope: string, doc: string, me: string): string {
  const all = locks.value.get(scope)?.locks ?? [];
  const other = all.find((l) => l.doc === doc && l.staffId !== me && l.until > Date.now());
  return other ? nameOf(other.staffId) : "";
}
