import type { Base } from "@samsyn/sdk";
import { useEffect, useRef } from "preact/hooks";
import { phone } from "../../lib/phone.js";

/**
 * useBase remembers what was seen of a document when the form was opened, for values that are not to be written over unseen: when
 * somebody has moved the meeting meanwhile, the form's time is not taken.
 */
export function useBase(scope: string, doc: string): () => { readonly seen?: Base } {
  const base = useRef<Base>(undefined);
  useEffect(() => {
    let isHere = true;
    void phone()
      .base(scope, doc)
      .then((now) => {
        if (isHere) base.current = now;
      })
      .catch(() => undefined); // logged out meanwhile
    return () => {
      isHere = false;
    };
  }, [scope, doc]);
  return () => (base.current ? { seen: base.current } : {});
}
