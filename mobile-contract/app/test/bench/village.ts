/** Row is a document of the village, as POST /demo/tenants takes it. */
export interface Row {
  readonly type: string;
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly items?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly citizen?: string;
  readonly team?: string;
  readonly by?: string;
}

const time = (millis: number): string => new Date(millis).toISOString().replace(/\.\d+Z$/, "Z");

/** A visit's words are about as long as people write them. */
const words =
  "Gick till brevlådan med rollator, vilade på bänken och gick hem igen. Kaffe efteråt, glad och inte trött. ";

export const me = "amina";
export const coordinator = "kerstin";
export const team = "norra";
export const meeting = "tm-norra";
const homes = 23; // a team's: about 200 scopes
const perHome = 61; // of these rows; with what the server makes of them, whoever visits all holds 2,000

const hour = 3_600_000;

/** crew are those who say where they are: sixty phones. */
export const crew: readonly string[] = Array.from({ length: 60 }, (_, n) => `s${String(n + 1).padStart(2, "0")}`);
const names: readonly string[] = [
  "Maj-Lis Dahl",
  "Arne Storm",
  "Ulla Ståhl",
  "Gösta Vik",
  "Åke Öberg",
  "Siv Ask",
  "Rune Ek",
];
const home = (n: number): string => `c${String(n + 1).padStart(2, "0")}`;

/** mine is how many of the day's visits are me's. */
export const mine = 10;

/** village is a team of sixty, a meeting they were called to, and what those who visit its citizens hold. */
export function village(now: number): readonly Row[] {
  const member = (id: string, role: string): object => ({ staffId: id, role, parts: [1, 2, 3] });
  const members = [
    member(me, "assistantNurse"),
    member(coordinator, "coordinator"),
    ...crew.map((id) => member(id, "assistantNurse")),
  ];
  const start = now + 26 * hour;
  return [
    ...[me, ...crew].map((id) => staff(id, "assistantNurse")),
    staff(coordinator, "coordinator"),
    { type: "careTeam", id: team, values: { name: "Norra", providerOrgId: "ekby", state: "active", members } },
    {
      type: "teamMeeting",
      id: meeting,
      team,
      values: { start: time(start), end: time(start + 1.5 * hour), place: "Rum 3", state: "called" },
    },
    ...Array.from({ length: homes }, (_, n) => household(n, now)).flat(),
  ];
}

function household(n: number, now: number): Row[] {
  const citizen = home(n);
  const rows: Row[] = [
    assigned(me, citizen, now),
    assigned(coordinator, citizen, now),
    {
      type: "citizenIdentity",
      id: citizen,
      values: {
        displayName: `${names[n % names.length]} ${String(n + 1)}`,
        address: "Björkvägen 1",
        phone: "070-174 06 01",
      },
    },
    {
      type: "citizen",
      id: citizen,
      values: { state: "active", whatMattersToMe: "Att få gå ut en stund varje dag.", homeTeamId: team },
      items: { safetyAlerts: { v1: "Tål inte penicillin" } },
    },
  ];
  const add = (type: string, id: string, values: Row["values"], by?: string): void => {
    rows.push({ type, id: `${id}-${citizen}`, citizen, values, ...(by !== undefined && { by }) });
  };
  for (let v = 0; v < 14; v++) {
    const at = v < 4 ? sometime(now, (n * 4 + v) % 44) : now - (v + 1) * 24 * hour;
    const who = v === 0 && n < mine ? me : crew[(n * 4 + v) % crew.length];
    add("visitPlan", `vp${v}`, { start: time(at), end: time(at + hour / 2), staffIds: [who], state: "planned" });
  }
  for (let g = 0; g < 4; g++) {
    add("goal", `g${g}`, {
      citizenWords: words,
      lifeArea: "mobility",
      direction: "strengthen",
      importance: 3,
      state: "voiced",
    });
  }
  for (let a = 0; a < 8; a++) {
    const how = { how: words, citizenDoesSelf: words, staffDoes: words, supportLevel: "little" };
    add("planActivity", `pa${a}`, { title: `Promenad ${a}`, legalDomain: "sol", ...how, state: "active" }, me);
  }
  for (let r = 0; r < 25; r++) {
    const at = now - (r + 2) * 24 * hour;
    const times = { arrivedAt: time(at), leftAt: time(at + hour / 2) };
    add("visitRecord", `vr${r}`, { ...times, outcome: "performed", evidence: "manual", citizenWords: words }, me);
  }
  while (rows.length < perHome + 2) {
    const at = now - rows.length * 12 * hour;
    const text = { s1: { text: words + words, at: time(at) } };
    rows.push({
      type: "visitNote",
      id: `vn${rows.length}-${citizen}`,
      citizen,
      by: me,
      values: { occurredAt: time(at), category: "observation", legalDomain: "sol" },
      items: { text },
    });
  }
  return rows;
}

/** sometime is one of the 44 quarters from eight to seven of the day that it is in Stockholm. */
function sometime(now: number, quarter: number): number {
  const day = new Date(now).toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" });
  return Date.parse(day + "T08:00:00+01:00") + (quarter * hour) / 4;
}

const staff = (id: string, role: string): Row => ({
  type: "staffMember",
  id,
  values: { name: id, roles: [role], employerOrgId: "ekby" },
});

const assigned = (id: string, citizen: string, now: number): Row => ({
  type: "careAssignment",
  id: `a-${id}-${citizen}`,
  values: {
    staffId: id,
    citizenId: citizen,
    providerOrgId: "ekby",
    reason: "teamMember",
    validFrom: time(now - 1000 * hour),
  },
});
