/** Asking the server. Addresses are relative: they keep the token of the page's own. */

/** The answer's JSON. @throws Error with the server's own sentence */
export async function ask(path, query = {}) {
  return answered(await fetch(address(path, query)));
}

/** Sends a decision. */
export async function decide(decision) {
  const headers = { 'Content-Type': 'application/json' };
  return answered(await fetch('api/decide', { method: 'POST', headers, body: JSON.stringify(decision) }));
}

/** @param {Record<string, any>} query empty values are left out */
export function address(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}

async function answered(response) {
  const answer = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

/** Facets, vocabulary and figures of the run: asked for once per address change of the run. */
let started;
export function start(anew = false) {
  if (!started || anew) started = ask('api/start');
  return started;
}

/** The address of a view. @param {Record<string, any>} query */
export const viewOf = (view, query = {}) => address('', { view, ...query });
