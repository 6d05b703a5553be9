import type { Device } from "./device.js";
import type { Town } from "./town.js";

const minute = 60_000;
const place = { timeZone: "Europe/Stockholm" } as const;

/** It is one day for a whole test, also one that runs past midnight. */
const date = new Date(Date.now() - 1440 * minute).toLocaleDateString("sv-SE", place);

/**
 * Day is yesterday in a town: its clock and those of its devices stand, and are moved together. Yesterday, because a phone that thinks
 * that its token is over asks for another.
 */
export class Day {
  private readonly watches: { readonly device: Device; readonly ahead: number }[] = [];
  private now = 0;

  constructor(private readonly town: Town) {}

  /** time is when a clock shows "07:31" on the day. */
  static time(clock: string): number {
    const [winter, summer] = ["+01:00", "+02:00"].map((zone) => Date.parse(`${date}T${clock}:00${zone}`));
    const isWinter = new Date(winter ?? 0).toLocaleTimeString("sv-SE", place).startsWith(clock);
    return (isWinter ? winter : summer) ?? 0;
  }

  /** carry has a device show the town's time, or some minutes more; from its next load on. */
  async carry(device: Device, aheadMinutes = 0): Promise<void> {
    const watch = { device, ahead: aheadMinutes * minute };
    this.watches.push(watch);
    await this.show(watch);
  }

  /** at makes it a time of the day for everybody. */
  async at(clock: string): Promise<void> {
    this.now = Day.time(clock);
    await this.town.at(this.now);
    await Promise.all(this.watches.map((w) => this.show(w)));
  }

  private async show({ device, ahead }: { readonly device: Device; readonly ahead: number }): Promise<void> {
    await device.context.addInitScript(stand, this.now + ahead);
    await device.page.evaluate(stand, this.now + ahead);
  }
}

/** stand makes a page's clock show a time until it is told another. */
function stand(millis: number): void {
  const page = globalThis as { standing?: number };
  const isStanding = page.standing !== undefined;
  page.standing = millis;
  if (isStanding) return;
  const now = (): number => page.standing ?? 0;
  globalThis.Date = new Proxy(Date, {
    construct: (real, args: unknown[]) =>
      args.length === 0 ? new real(now()) : (Reflect.construct(real, args) as Date),
    get: (real, name) => (name === "now" ? now : (Reflect.get(real, name) as unknown)),
  });
}
