/*
 * What the SDK's tests use of node:fs, in a page: whoever serves it is asked for the file, or for the names in a folder. The tests are
 * written for files, which are there at once.
 */

function ask(url: URL): string {
  const question = new XMLHttpRequest();
  question.open("GET", url, false);
  question.send();
  if (question.status !== 200) throw new Error(`no ${url.pathname}`);
  return question.responseText;
}

export const readFileSync = (url: URL): string => ask(url);

export const readdirSync = (url: URL): string[] => JSON.parse(ask(url)) as string[];
