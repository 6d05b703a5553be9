import { startTests } from "vitest/internal/browser";

type Runner = Parameters<typeof startTests>[1];
type Task = Awaited<ReturnType<typeof startTests>>[number]["tasks"][number];

/** What became of the SDK's own tests in this browser. */
export interface Outcome {
  /** How many passed. */
  readonly passed: number;
  /** What failed, by the file's name and the test's, and why. */
  readonly failed: readonly string[];
}

const config = {
  root: "",
  setupFiles: [],
  name: undefined,
  passWithNoTests: false,
  testNamePattern: undefined,
  allowOnly: false,
  sequence: { seed: 1, hooks: "stack", setupFiles: "list" },
  chaiConfig: undefined,
  maxConcurrency: 1,
  testTimeout: 300_000,
  hookTimeout: 300_000,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
} as const;

/** play runs some files of tests by what runs them in Node, too. */
export async function play(
  files: Readonly<Record<string, () => Promise<unknown>>>,
  some: readonly string[],
): Promise<Outcome> {
  Object.assign(globalThis, { __vitest_worker__: { config, environment: { name: "browser" } } }); // what expect looks for
  const runner = {
    config: { ...config, setupFiles: [], tags: [] },
    importFile: (path: string) => files[path]?.(),
  } satisfies Runner;
  const done = await startTests(
    some.map((filepath) => ({ filepath })),
    runner,
  );
  const failed: string[] = [];
  let passed = 0;
  const count = (at: string, task: Task | (typeof done)[number]): void => {
    const name = at === "" ? task.name : `${at} > ${task.name}`;
    for (const e of task.result?.errors ?? []) failed.push(`${name}: ${e.message}`);
    if (task.type === "test" && task.result?.state === "pass") passed++;
    else if (task.type === "test" && !task.result?.errors?.length) failed.push(`${name}: did not run`);
    if ("tasks" in task) for (const t of task.tasks) count(name, t);
  };
  for (const file of done) count("", file);
  return { passed, failed };
}
