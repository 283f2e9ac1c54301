/** Sends JSON to the backend at `url` and gives its answer; throws with what it says where it refuses. */
export async function post<Answer>(url: string, path: string, body: object): Promise<Answer> {
  const answer = await fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} was refused (${answer.status}): ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

export async function get<Answer>(url: string, path: string): Promise<Answer> {
  const answer = await fetch(new URL(path, url));
  if (!answer.ok) throw new Error(`${path} was not given (${answer.status}): ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
