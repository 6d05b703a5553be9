import { expect, it } from "vitest";
import { app } from "./app.js";
import { bell } from "./bell.js";
import { board } from "./board.js";
import { care } from "./care.js";
import { desk } from "./desk.js";
import { team } from "./team.js";

const files = Object.entries({ app, care, team, desk, board, bell });

it("a word is in one file only: it means one thing everywhere", () => {
  const homes = new Map<string, string[]>();
  for (const [name, file] of files)
    for (const word of Object.keys(file.sv)) homes.set(word, [...(homes.get(word) ?? []), name]);
  expect([...homes].filter(([, in_]) => in_.length > 1)).toEqual([]);
});

it.each(files)("%s says the same in both languages", (_, file) => {
  expect(Object.keys(file.en)).toEqual(Object.keys(file.sv));
});
