import { computed, signal } from "@preact/signals";

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});

/** route is where the screen is: "#/citizen/c17" is ["citizen", "c17"]; each part is decoded. */
export const route = computed(() =>
  hash.value
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent),
);

/** href makes the address of a place: href("doc", scope, id). */
export const href = (...parts: readonly string[]): string => "#/" + parts.map(encodeURIComponent).join("/");

/** go shows a place. */
export function go(...parts: readonly string[]): void {
  location.hash = href(...parts);
}

/** fromHere gives a go for when something is saved, which takes a while: whoever has gone elsewhere meanwhile is left there. */
export function fromHere(): typeof go {
  const here = location.hash;
  return (...parts) => {
    if (location.hash === here) go(...parts);
  };
}
