import { MANAGER } from '../data/seed.js';

/** An access token of a seeded manager, as the product gives it. */
export async function logIn(productUrl: string, who = MANAGER): Promise<string> {
  const response = await fetch(`${productUrl}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(who),
  });
  if (response.status !== 200) throw new Error(`The log-in was answered with ${response.status}.`);
  const { accessToken } = (await response.json()) as { accessToken: string };
  return accessToken;
}
