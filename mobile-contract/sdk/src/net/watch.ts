import type { SetTimer } from "./line.js";

/** Watch is for who waits for something to be so: it looks whenever something happened. */
export class Watch {
  private readonly looks = new Set<() => void>();

  constructor(private readonly setTimer: SetTimer) {}

  /** happened has all look. */
  happened(): void {
    for (const look of [...this.looks]) look();
  }

  /** until waits for a claim to hold; false when it took too long. */
  until(claim: () => boolean, millis: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (held: boolean): void => {
        this.looks.delete(look);
        cancel();
        resolve(held);
      };
      const look = (): void => {
        if (claim()) end(true);
      };
      const cancel = this.setTimer(millis, () => {
        end(claim());
      });
      this.looks.add(look);
      look();
    });
  }
}
