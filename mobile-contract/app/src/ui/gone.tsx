import type { JSX } from "preact";
import { gone } from "../lib/gone.js";
import { status } from "../lib/phone.js";
import { say } from "../words/index.js";
import { Button } from "./kit.js";

/** Gone says who is not on the phone any more, so that nobody looks for them in vain. */
export function Gone(): JSX.Element {
  const names = gone.value.map((g) => g.name);
  return (
    <div role="status">
      {names.length > 0 && (
        <div class="card gone">
          <p>
            <b>{names.join(", ")}</b> {say("goneFromHere")}
          </p>
          {status.value.waiting === 0 && <p>✓ {say("nothingWaits")}</p>}
          <Button
            onClick={() => {
              gone.value = [];
            }}
          >
            {say("close")}
          </Button>
        </div>
      )}
    </div>
  );
}
