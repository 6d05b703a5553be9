import { useEffect, useRef } from "preact/hooks";
import type { Doc } from "./docs.js";
import { phone } from "./phone.js";

let action = "read";

/** bySearch says that what is opened next was found by searching: the log tells the two apart. */
export function bySearch(): void {
  action = "search";
}

/** useRead logs that these documents were opened on the screen, once for each opening; of those that come later, when they come. */
export function useRead(...docs: readonly (Doc | undefined)[]): void {
  const opening = useRef<{ readonly how: string; readonly logged: Set<string> }>(null);
  const ids = docs.map((d) => (d ? d.scope + "#" + d.doc : "")).filter((id) => id !== "");
  useEffect(() => {
    if (!opening.current) {
      opening.current = { how: action, logged: new Set() };
      action = "read";
    }
    const { how, logged } = opening.current;
    for (const id of ids) {
      if (logged.has(id)) continue;
      logged.add(id);
      const [scope = "", doc = ""] = id.split("#");
      void phone()
        .show(scope, doc, how)
        .catch(() => undefined); // logged out meanwhile
    }
  }, [ids.join(" ")]);
}
