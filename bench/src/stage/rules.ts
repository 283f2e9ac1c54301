/** Values of the benchmark's messages stay inside; a rule that fires would measure something else. */
const NEVER = 1_000_000;

/** Makes alert rules that look at every reading of `metrics` and never fire. */
export async function addRules(url: string, count: number, metrics: readonly string[]): Promise<void> {
  for (let place = 0; place < count; place++) {
    const limit = NEVER + place;
    const answer = await fetch(new URL('api/alert-rules', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: `bench ${place}`,
        severity: 'warning',
        enabled: true,
        devices: ['*'],
        metric: metrics[place % metrics.length],
        condition: { type: 'above', value: limit },
      }),
    });
    if (!answer.ok) throw new Error(`a rule was not taken (${answer.status}): ${await answer.text()}`);
  }
}
