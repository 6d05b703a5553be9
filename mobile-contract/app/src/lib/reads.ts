import { useEffect } from "preact/hooks";
import type { Doc } from "./docs.js";
import { phone } from "./phone.js";

let action = "read";

/** bySearch says that what is opened next was found by searching: the log tells the two apart. */
export function bySearch(): void {
  action = "search";
}

/** useRead logs that these documents were opened on the screen, once for each opening. */
export function useRead(...docs: readonly (Doc | undefined)[]): void {
  const ids = docs.map((d) => (d ? d.scope + "#" + d.doc : "")).filter((id) => id !== "");
  useEffect(() => {
    if (ids.length === 0) return;
    const how = action;
    action = "read";
    for (const id of ids) {
      const [scope = "", doc = ""] = id.split("#");
      void phone()
        .show(scope, doc, how)
        .catch(() => undefined); // logged out meanwhile
    }
  }, [ids.join(" ")]);
}
